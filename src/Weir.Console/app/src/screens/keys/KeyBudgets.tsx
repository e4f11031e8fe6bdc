import { Progress, Stack, Text } from '@mantine/core';
import type { Shapes } from '../../api/client';
import { amountOf, shareOf } from '../../words/budgets';

type Budget = Shapes['BudgetEntry'];

/** The budgets of one key, with what is left of them. */
export function KeyBudgets({ budgets }: { budgets: readonly Budget[] }) {
  return budgets.length === 0 ? (
    <Text span size="sm" className="quiet">
      none
    </Text>
  ) : (
    <Stack gap={4}>
      {budgets.map((budget) => (
        <div key={budget.id}>
          <Text size="sm">
            {amountOf(budget.unit, budget.spent + budget.held)} of {amountOf(budget.unit, budget.limit)} {budget.window}
          </Text>
          <Progress value={shareOf(budget)} size="sm" color={budget.alerting ? 'orange.8' : 'teal.9'} aria-label={`${budget.id}: ${Math.round(shareOf(budget))} percent used`} />
        </div>
      ))}
    </Stack>
  );
}
