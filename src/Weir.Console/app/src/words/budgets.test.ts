import { expect, it } from 'vitest';
import type { Shapes } from '../api/client';
import { budgetAmount, budgetShare, nearest } from './budgets';

const budget = (id: string, limit: number, spent: number, held: number, unit = 'usd') => ({ id, limit, spent, held, unit }) as Shapes['BudgetEntry'];

it('counts what is held', () => {
  expect(budgetShare(budget('a', 100, 40, 20))).toBe(0.6);
  expect(budgetShare(budget('a', 0, 0, 0))).toBe(1);
});

it('names the unit', () => {
  expect(budgetAmount(budget('a', 0, 0, 0), 2_500_000_000)).toBe('$2.50');
  expect(budgetAmount(budget('a', 0, 0, 0, 'tokens'), 12_000)).toBe('12,000 tokens');
});

it('has the nearest to their limits first, no more than asked for', () =>
  expect(nearest([budget('c', 100, 10, 0), budget('b', 100, 10, 80), budget('a', 100, 10, 0)], 2).map((one) => one.id)).toEqual(['b', 'a']));
