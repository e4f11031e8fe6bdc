import type { Shapes } from '../../api/client';

type Line = Shapes['UsageLine'];

/** A bar of the chart. */
export interface Slice {
  name: string;
  value: number;
}

/** The first groups as they come, and one more for all the others together. */
export function top(rows: readonly Line[], room: number, measure: (row: Line) => number): Slice[] {
  const named = rows.map((row) => ({ name: row.name ?? row.group ?? 'none', value: measure(row) }));
  const rest = named.slice(room);
  return rest.length === 0 ? named : [...named.slice(0, room), { name: `${rest.length} others`, value: rest.reduce((sum, row) => sum + row.value, 0) }];
}
