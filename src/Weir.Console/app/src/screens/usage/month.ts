import type { Shapes } from '../../api/client';

const nanoPerUsd = 1_000_000_000;

/** One day of the month: what was spent by its end, or what is expected. US dollars. */
export interface MonthDay {
  day: string;
  spent: number | null;
  expected: number | null;
  /** From the least to the most of 8 of 10 cases; null where there is no range. */
  range: [number, number] | null;
}

/** This month as a line that grows day by day, and from today on the way to where it is expected to end. */
export function monthOf(series: Shapes['UsageOverTime'], projection: Shapes['UsageProjection']): MonthDay[] {
  const first = series.starts[0];
  if (first === undefined) {
    return [];
  }

  const [year, month] = first.split('-').map(Number) as [number, number];
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  let sum = 0;
  const spentBy = new Map(
    series.starts.map((start, index) => {
      sum += series.lines.reduce((all, line) => all + (line.points[index]?.costNanoDollars ?? 0), 0);
      return [Number(start.slice(8, 10)), sum / nanoPerUsd];
    }),
  );
  const today = Math.max(...spentBy.keys());
  const now = spentBy.get(today) ?? 0;
  const { expectedUsd, lowUsd, highUsd } = projection;
  const towards = (end: number, day: number) => (days === today ? end : now + ((end - now) * (day - today)) / (days - today));
  return Array.from({ length: days }, (_, index) => {
    const day = index + 1;
    const isAhead = day >= today && expectedUsd !== null;
    return {
      day: `${first.slice(0, 8)}${String(day).padStart(2, '0')}`,
      spent: day > today ? null : (spentBy.get(day) ?? 0),
      expected: isAhead ? towards(expectedUsd, day) : null,
      range: isAhead && lowUsd !== null && highUsd !== null ? [towards(lowUsd, day), towards(highUsd, day)] : null,
    };
  });
}
