import type { Shapes } from '../../api/client';
import { ofSums } from './measure';
import type { Measure } from './search';
import type { Stack } from './spans';

/** Rows of pairs as a chart: a column for each of the largest groups, in it a part for each of the largest second groups; the rest together. */
export function pairs(rows: readonly Shapes['UsageLine'][], measure: Measure, top: number): Stack {
  const named = rows.map((row) => ({ column: row.name ?? row.group ?? 'none', part: row.thenName ?? row.then ?? 'none', value: ofSums(measure, row.sums) }));
  const columns = largest(named.map(({ column, value }) => ({ name: column, value })), top);
  const parts = largest(named.map(({ part, value }) => ({ name: part, value })), top);
  const names = [...columns.kept, ...(columns.hasRest ? ['Other'] : [])];
  const series = [...parts.kept.map((name) => ({ name, isRest: false })), ...(parts.hasRest ? [{ name: 'Other', isRest: true }] : [])].map((entry) => ({ ...entry, values: names.map(() => 0) }));
  for (const { column, part, value } of named) {
    const at = columns.kept.indexOf(column);
    const line = parts.kept.indexOf(part);
    series[line < 0 ? series.length - 1 : line]!.values[at < 0 ? names.length - 1 : at]! += value;
  }

  return { columns: names, series };
}

function largest(all: readonly { name: string; value: number }[], top: number): { kept: string[]; hasRest: boolean } {
  const sums = new Map<string, number>();
  for (const { name, value } of all) {
    sums.set(name, (sums.get(name) ?? 0) + value);
  }

  const names = [...sums].sort(([, one], [, other]) => other - one).map(([name]) => name);
  return { kept: names.slice(0, top), hasRest: names.length > top };
}
