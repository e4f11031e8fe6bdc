import type { Shapes } from '../../api/client';
import { ofPoint } from './measure';
import type { Measure } from './search';

/** What a stacked chart draws: a column for each name, in it a part of each series. */
export interface Stack {
  columns: readonly string[];
  series: readonly Series[];
}

export interface Series {
  name: string;
  /** True for what has no series of its own. */
  isRest: boolean;
  values: readonly number[];
}

type Unit = 'hour' | 'day' | 'week' | 'month';

/** More columns than this can't be told apart. */
const room = 62;

/** Hours get narrow: a week of them fits. */
const roomForHours = 168;

/** The longest day there is, where clocks are set back. */
const hoursOfDay = 25;

/** Lines over time as a chart: hours and days where they fit, else weeks, else months. */
export function overTime(told: Shapes['UsageOverTime'], measure: Measure): Stack & { unit: Unit } {
  const spans = told.starts.length;
  const days = told.interval === 'hour' ? spans / 24 : spans;
  const unit: Unit = told.interval === 'hour' && spans <= roomForHours ? 'hour' : days <= room ? 'day' : days <= room * 7 ? 'week' : 'month';
  const isOneDay = spans <= hoursOfDay;
  const columns: string[] = [];
  const columnOf = told.starts.map((start) => {
    const name = nameOf(start, unit, isOneDay);
    if (columns.at(-1) !== name) {
      columns.push(name);
    }

    return columns.length - 1;
  });
  const series = told.lines.map((line) => {
    const values = columns.map(() => 0);
    line.points.forEach((point, index) => (values[columnOf[index]!]! += ofPoint(measure, point)));
    return { name: line.isRest ? 'Other' : (line.name ?? line.group ?? (told.by === null ? 'All' : 'none')), isRest: line.isRest, values };
  });
  return { unit, columns, series };
}

/** The API tells a span's begin in the zone's time: its wall clock stands in the text. */
function nameOf(start: string, unit: Unit, isOneDay: boolean): string {
  switch (unit) {
    case 'hour':
      return isOneDay ? start.slice(11, 16) : start.slice(0, 16).replace('T', ' ');
    case 'month':
      return start.slice(0, 7);
    case 'day':
      return start.slice(0, 10);
    default: {
      const day = new Date(start.slice(0, 10) + 'T00:00:00Z');
      day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
      return day.toISOString().slice(0, 10);
    }
  }
}
