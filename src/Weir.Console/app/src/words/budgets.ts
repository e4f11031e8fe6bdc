import type { Shapes } from '../api/client';
import { count, usd } from './amounts';

type Budget = Shapes['BudgetEntry'];

const nanoPerUsd = 1_000_000_000;

/** An amount of a budget, in its unit. */
export const budgetAmount = (budget: Budget, amount: number): string => (budget.unit === 'usd' ? usd(amount / nanoPerUsd) : `${count(amount)} tokens`);

/** How much of a budget is used, with what is held for requests under way; 1 = all of it. */
export const budgetShare = (budget: Budget): number => (budget.limit === 0 ? 1 : (budget.spent + budget.held) / budget.limit);

/** The budgets that are nearest their limits, the nearest first. */
export function nearest(budgets: readonly Budget[], room: number): Budget[] {
  return [...budgets].sort((one, other) => budgetShare(other) - budgetShare(one) || (one.id < other.id ? -1 : 1)).slice(0, room);
}
