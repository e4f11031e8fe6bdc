import type { Shapes } from '../api/client';
import { count, usd } from './amounts';

type Budget = Shapes['BudgetEntry'];

/** An amount in a budget's unit: nano-dollars as dollars, tokens as they are. */
export function amountOf(unit: string, value: number): string {
  return unit === 'usd' ? usd(value / 1_000_000_000) : count(value);
}

/** How much of a budget is spent or held, in percent; 100 at most. */
export function shareOf(budget: Pick<Budget, 'limit' | 'spent' | 'held'>): number {
  return budget.limit === 0 ? 100 : Math.min(100, ((budget.spent + budget.held) / budget.limit) * 100);
}

/** Seconds in words: 42 s, 12 min, 3 h, 5 d. */
export function ageOf(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : seconds < 3_600 ? `${Math.floor(seconds / 60)} min` : seconds < 86_400 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`;
}
