import type { Shapes } from '../api/client';
import { count, usd } from './amounts';

type Budget = Shapes['BudgetEntry'];
type Used = Pick<Budget, 'limit' | 'spent' | 'held'>;

const nanoPerUsd = 1_000_000_000;

/** An amount in a budget's unit: nano-dollars as dollars, tokens as they are. */
export const amountOf = (unit: string, value: number): string => (unit === 'usd' ? usd(value / nanoPerUsd) : count(value));

/** The same where nothing beside it says what is counted. */
export const namedAmountOf = (unit: string, value: number): string => (unit === 'usd' ? amountOf(unit, value) : `${amountOf(unit, value)} tokens`);

/** How much of a budget is used, with what is held for requests under way; 1 = all of it, and more where an upstream billed more. */
export const usedOf = (budget: Used): number => (budget.limit === 0 ? 1 : (budget.spent + budget.held) / budget.limit);

/** The same in percent; 100 at most. */
export const shareOf = (budget: Used): number => Math.min(100, usedOf(budget) * 100);

/** The budgets that are nearest their limits, the nearest first. */
export function nearest(budgets: readonly Budget[], room: number): Budget[] {
  return [...budgets].sort((one, other) => usedOf(other) - usedOf(one) || (one.id < other.id ? -1 : 1)).slice(0, room);
}

/** Seconds in words: 42 s, 12 min, 3 h, 5 d. */
export function ageOf(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : seconds < 3_600 ? `${Math.floor(seconds / 60)} min` : seconds < 86_400 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`;
}
