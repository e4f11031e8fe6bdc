import { describe, expect, it } from 'vitest';
import type { Shapes } from '../../api/client';
import { monthOf } from './month';

const usd = (amount: number) => amount * 1_000_000_000;

const series = (costs: number[]): Shapes['UsageOverTime'] => ({
  interval: 'day',
  by: null,
  timeZone: 'UTC',
  starts: costs.map((_, day) => `2026-02-${String(day + 1).padStart(2, '0')}T00:00:00+00:00`),
  lines: [{ group: null, name: null, isRest: false, points: costs.map((cost) => ({ requests: 1, failed: 0, inputTokens: 0, outputTokens: 0, costNanoDollars: usd(cost), savedNanoDollars: 0 })) }],
  isComplete: true,
});

const projection = { expectedUsd: 30, lowUsd: 20, highUsd: 60 } as Shapes['UsageProjection'];

describe('monthOf', () => {
  const days = monthOf(series([1, 2, 3, 4]), projection);

  it('has every day of the month, and grows', () => {
    expect(days.length).toBe(28);
    expect(days.slice(0, 5).map((day) => day.spent)).toEqual([1, 3, 6, 10, null]);
  });

  it('goes from what is spent today to what is expected at the end', () => {
    expect(days[2]).toMatchObject({ expected: null, range: null });
    expect(days[3]).toMatchObject({ spent: 10, expected: 10, range: [10, 10] });
    expect(days[27]).toMatchObject({ day: '2026-02-28', spent: null, expected: 30, range: [20, 60] });
  });

  it('draws no way where nothing is expected', () =>
    expect(monthOf(series([1]), { ...projection, expectedUsd: null, lowUsd: null, highUsd: null }).every((day) => day.expected === null && day.range === null)).toBe(true));

  it('has nothing to draw before the first request', () => expect(monthOf(series([]), projection)).toEqual([]));
});
