import type { Grouping } from '../../api/queries';
import { isTime, type Filters } from './search';

/** A filter of the requests page. */
export type RequestsAddress = Record<string, string | true>;

/** What the list of requests can be filtered by. */
const known: readonly string[] = ['provider', 'connection', 'model', 'key', 'user', 'team', 'tag', 'run', 'since', 'until', 'failed'];

/** A group of a row: how the gateway calls it, and how its days are meant. */
interface Group {
  by: Grouping;
  group: string | null;
  isUtc: boolean;
}

/**
 * The requests behind a number: those of the groups, within the page's filters and range. Null where the list can't tell them apart:
 * requests without the group's property, or a filter that it doesn't have.
 */
export function requestsOf(filters: Filters, since: string | undefined, ...groups: readonly Group[]): RequestsAddress | null {
  let all: RequestsAddress = { ...filters, ...(since === undefined ? {} : { since }) };
  for (const { by, group, isUtc } of groups) {
    if (group === null) {
      return null;
    }

    all = { ...all, ...(isTime(by) ? spanOf(by, group, isUtc) : { [by]: group }) };
  }

  return Object.keys(all).every((name) => known.includes(name)) ? all : null;
}

/** When a day or an hour as the gateway writes it ("2026-03-04", "2026-03-04 17:00") begins and ends. */
function spanOf(by: 'day' | 'hour', group: string, isUtc: boolean): RequestsAddress {
  const begin = new Date(group.replace(' ', 'T') + (by === 'day' ? 'T00:00:00' : ':00') + (isUtc ? 'Z' : ''));
  const end = new Date(begin);
  if (by === 'hour') {
    end.setTime(begin.getTime() + 3_600_000);
  } else if (isUtc) {
    end.setUTCDate(begin.getUTCDate() + 1);
  } else {
    // The next midnight: days have 23 or 25 hours where the clock changes.
    end.setDate(begin.getDate() + 1);
  }

  return { since: begin.toISOString(), until: end.toISOString() };
}
