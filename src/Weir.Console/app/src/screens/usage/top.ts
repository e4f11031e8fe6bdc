import type { Shapes } from '../../api/client';

interface Slice {
  name: string;
  cost: number;
}

/** The first groups as they come, the dearest first, and one more for all the others together. */
export function top(rows: readonly Shapes['UsageLine'][], room: number): Slice[] {
  const named = rows.map((row) => ({ name: row.name ?? row.group ?? 'none', cost: row.sums.costUsd }));
  const rest = named.slice(room);
  return rest.length === 0 ? named : [...named.slice(0, room), { name: `${rest.length} others`, cost: rest.reduce((sum, row) => sum + row.cost, 0) }];
}
