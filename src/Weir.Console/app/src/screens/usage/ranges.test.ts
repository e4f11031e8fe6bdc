import { describe, expect, it } from 'vitest';
import { beginOf, ranges } from './ranges';

const now = new Date('2026-03-05T23:30:00Z');

describe('beginOf', () => {
  it.each([
    ['today', '2026-03-05T00:00:00.000Z'],
    ['7d', '2026-02-27T00:00:00.000Z'],
    ['30d', '2026-02-04T00:00:00.000Z'],
    ['month', '2026-03-01T00:00:00.000Z'],
    ['all', undefined],
  ] as const)('begins %s at %s in UTC', (range, begin) => expect(beginOf(range, true, now)).toBe(begin));

  it('begins at a midnight of the person elsewhere', () => {
    for (const { value } of ranges) {
      const begin = beginOf(value, false, now);
      if (begin !== undefined) {
        const local = new Date(begin);
        expect([local.getHours(), local.getMinutes(), local.getMilliseconds()]).toEqual([0, 0, 0]);
      }
    }
  });
});
