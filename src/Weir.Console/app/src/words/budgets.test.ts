import { describe, expect, it } from 'vitest';
import type { Shapes } from '../api/client';
import { ageOf, amountOf, namedAmountOf, nearest, shareOf, usedOf } from './budgets';

const budget = (id: string, limit: number, spent: number, held: number) => ({ id, limit, spent, held }) as Shapes['BudgetEntry'];

describe('amountOf', () => {
  it('tells money from tokens', () => {
    expect(amountOf('usd', 12_500_000_000)).toBe('$12.50');
    expect(amountOf('tokens', 2_000_000)).toBe('2,000,000');
  });

  it('names the unit where nothing else does', () => {
    expect(namedAmountOf('usd', 2_500_000_000)).toBe('$2.50');
    expect(namedAmountOf('tokens', 12_000)).toBe('12,000 tokens');
  });
});

describe('usedOf', () => {
  it('counts what is held', () => {
    expect(usedOf(budget('a', 100, 40, 20))).toBe(0.6);
    expect(usedOf(budget('a', 0, 0, 0))).toBe(1);
  });
});

describe('shareOf', () => {
  it.each([
    [{ limit: 10, spent: 2, held: 3 }, 50],
    [{ limit: 10, spent: 12, held: 0 }, 100],
    [{ limit: 0, spent: 0, held: 0 }, 100],
  ])('of %o is %d', (used, share) => expect(shareOf(used)).toBe(share));
});

describe('nearest', () => {
  it('has the nearest to their limits first, no more than asked for', () =>
    expect(nearest([budget('c', 100, 10, 0), budget('b', 100, 10, 80), budget('a', 100, 10, 0)], 2).map((one) => one.id)).toEqual(['b', 'a']));
});

describe('ageOf', () => {
  it.each([
    [0, '0 s'],
    [119, '1 min'],
    [7_200, '2 h'],
    [200_000, '2 d'],
  ])('writes %d as %s', (seconds, text) => expect(ageOf(seconds)).toBe(text));
});
