import { groupings, type Grouping } from '../../api/queries';
import { ranges, type Range } from './ranges';

/** What usage can be told apart by, beside time and runs; also what it can be filtered by. */
export const dimensions = ['provider', 'connection', 'model', 'key', 'user', 'team', 'operation', 'tag'] as const;

export type Dimension = (typeof dimensions)[number];

/** What the charts measure. */
export const measures = ['cost', 'tokens', 'requests'] as const;

export type Measure = (typeof measures)[number];

/** Whose usage. */
export type Filters = { [D in Dimension]?: string };

/** The usage page's address. */
export interface UsageSearch extends Filters {
  by?: Grouping;
  then?: Dimension;
  range?: Range;
  measure?: Measure;
  /** How many groups a chart tells apart; the others stand together. */
  top?: number;
  /** Days of UTC in place of the person's own. */
  utc?: boolean;
}

const oneOf = <T extends string>(known: readonly T[], value: unknown) => known.find((candidate) => candidate === value);

const text = (value: unknown) => (typeof value === 'string' && value.length > 0 ? value : undefined);

/** Takes of an address what the page knows. */
export function usageSearch(search: Record<string, unknown>): UsageSearch {
  const all = {
    by: oneOf(groupings, search['by']),
    then: oneOf(dimensions, search['then']),
    range: oneOf(ranges.map((range) => range.value), search['range']),
    measure: oneOf(measures, search['measure']),
    top: typeof search['top'] === 'number' && Number.isInteger(search['top']) && search['top'] >= 1 && search['top'] <= 12 ? search['top'] : undefined,
    utc: search['utc'] === true ? true : undefined,
    ...Object.fromEntries(dimensions.map((dimension) => [dimension, text(search[dimension])])),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as UsageSearch;
}

/** Only the filters of an address. */
export function filtersOf(search: UsageSearch): Filters {
  return Object.fromEntries(dimensions.flatMap((dimension) => (search[dimension] === undefined ? [] : [[dimension, search[dimension]]])));
}

/** Whether groups are spans of time. */
export const isTime = (by: Grouping): by is 'day' | 'hour' => by === 'day' || by === 'hour';

/** A dimension, or null for days, hours and runs: of those there is neither a second group nor a line over time. */
export const dimensionOf = (by: Grouping): Dimension | null => oneOf(dimensions, by) ?? null;
