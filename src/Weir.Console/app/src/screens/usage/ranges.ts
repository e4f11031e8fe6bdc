/** How far back usage is shown, in the order of the keys 1 to 5. */
export const ranges = [
  { value: 'today', label: 'Today' },
  { value: '7d', label: '7 days' },
  { value: '30d', label: '30 days' },
  { value: 'month', label: 'Month' },
  { value: 'all', label: 'All' },
] as const;

export type Range = (typeof ranges)[number]['value'];

const daysBack = { today: 0, '7d': 6, '30d': 29 } as const;

/** The midnight at which a range begins, as the API takes it; undefined = with the first request. */
export function beginOf(range: Range, isUtc: boolean, now: Date = new Date()): string | undefined {
  if (range === 'all') {
    return undefined;
  }

  const [year, month, day] = isUtc ? [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()] : [now.getFullYear(), now.getMonth(), now.getDate()];
  const first = range === 'month' ? 1 : day - daysBack[range];
  return (isUtc ? new Date(Date.UTC(year, month, first)) : new Date(year, month, first)).toISOString();
}

/** A range in words, as part of a sentence. */
export function rangeWords(range: Range): string {
  return { today: 'today', '7d': 'in 7 days', '30d': 'in 30 days', month: 'this month', all: 'in all' }[range];
}
