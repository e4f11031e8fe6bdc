import { describe, expect, it } from 'vitest';
import type { Shapes } from '../../api/client';
import { overTime } from './spans';

const point = (costNanoDollars: number) => ({ requests: 1, failed: 0, inputTokens: 10, outputTokens: 5, costNanoDollars, savedNanoDollars: 0 });

function days(count: number): Shapes['UsageOverTime'] {
  const starts = Array.from({ length: count }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10) + 'T00:00:00+01:00');
  return {
    interval: 'day',
    by: 'key',
    timeZone: 'Europe/Berlin',
    starts,
    lines: [
      { group: 'key_1', name: 'ci', isRest: false, points: starts.map(() => point(2_000_000_000)) },
      { group: null, name: null, isRest: true, points: starts.map(() => point(1_000_000_000)) },
    ],
    isComplete: true,
  };
}

describe('overTime', () => {
  it('names the zone’s own days', () =>
    expect(overTime(days(2), 'cost')).toEqual({
      unit: 'day',
      columns: ['2026-01-01', '2026-01-02'],
      series: [
        { name: 'ci', isRest: false, values: [2, 2] },
        { name: 'Other', isRest: true, values: [1, 1] },
      ],
    }));

  it('names the hours of a day by the clock, those of more by the day too', () => {
    const hours = (count: number): Shapes['UsageOverTime'] => ({ ...days(0), interval: 'hour', starts: Array.from({ length: count }, (_, hour) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString()), lines: [] });
    expect(overTime(hours(24), 'cost').columns.slice(0, 2)).toEqual(['00:00', '01:00']);
    const week = overTime(hours(168), 'cost').columns;
    expect([week.length, new Set(week).size, week[25]]).toEqual([168, 168, '2026-01-02 01:00']);
    expect(overTime(hours(720), 'cost')).toMatchObject({ unit: 'day', columns: { length: 30 } });
  });

  it('puts many days together by week, from Monday on', () => {
    const { unit, columns, series } = overTime(days(70), 'tokens');
    expect(unit).toBe('week');
    expect(columns.slice(0, 2)).toEqual(['2025-12-29', '2026-01-05']);
    // The first of January was a Thursday.
    expect(series[0]?.values.slice(0, 2)).toEqual([4 * 15, 7 * 15]);
  });

  it('puts years together by month, and loses nothing', () => {
    const { unit, columns, series } = overTime(days(730), 'requests');
    expect([unit, columns.length]).toEqual(['month', 24]);
    expect(series[1]?.values.reduce((sum, value) => sum + value, 0)).toBe(730);
  });
});
