import { describe, expect, it } from 'vitest';
import { away, brief } from './moments';

const now = Date.parse('2026-03-01T12:00:00Z');

describe('away', () => {
  it.each([
    [null, 'never'],
    ['2026-03-01T12:00:03Z', 'now'],
    ['2026-03-01T11:59:20Z', '40 s ago'],
    ['2026-03-01T11:57:00Z', '3 min ago'],
    ['2026-03-01T14:00:00Z', 'in 2 h'],
    ['2026-02-26T12:00:00Z', '3 d ago'],
  ])('says of %s: %s', (text, words) => expect(away(text, now)).toBe(words));
});

describe('brief', () => {
  it('leaves the date out for today alone', () => {
    const noon = new Date(2026, 2, 1, 12);
    expect(brief(new Date(2026, 2, 1, 9, 5, 7).toISOString(), noon)).toBe('09:05:07');
    expect(brief(new Date(2026, 1, 27, 9, 5, 7).toISOString(), noon)).toContain('27');
  });
});
