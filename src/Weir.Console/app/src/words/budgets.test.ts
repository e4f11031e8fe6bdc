import { describe, expect, it } from 'vitest';
import { ageOf, amountOf, shareOf } from './budgets';

describe('amountOf', () => {
  it('tells money from tokens', () => {
    expect(amountOf('usd', 12_500_000_000)).toBe('$12.50');
    expect(amountOf('tokens', 2_000_000)).toBe('2,000,000');
  });
});

describe('shareOf', () => {
  it.each([
    [{ limit: 10, spent: 2, held: 3 }, 50],
    [{ limit: 10, spent: 12, held: 0 }, 100],
    [{ limit: 0, spent: 0, held: 0 }, 100],
  ])('of %o is %d', (budget, share) => expect(shareOf(budget)).toBe(share));
});

describe('ageOf', () => {
  it.each([
    [0, '0 s'],
    [119, '1 min'],
    [7_200, '2 h'],
    [200_000, '2 d'],
  ])('writes %d as %s', (seconds, text) => expect(ageOf(seconds)).toBe(text));
});
