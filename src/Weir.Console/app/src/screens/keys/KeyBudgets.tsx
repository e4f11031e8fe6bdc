import { Progress, Stack, Text } from '@mantine/core';
import type { Shapes } from '../../api/client';
import { count, usd } from '../../words/amounts';

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
            {amount(budget, budget.spent + budget.held)} of {amount(budget, budget.limit)} {budget.window}
          </Text>
          <Progress value={share(budget)} size="sm" color={budget.alerting ? 'orange.8' : 'teal.9'} aria-label={`${budget.id}: ${Math.round(share(budget))} percent used`} />
        </div>
      ))}
    </Stack>
  );
}

const amount = (budget: Budget, value: number) => (budget.unit === 'usd' ? usd(value / 1_000_000_000) : count(value));

const share = (budget: Budget) => (budget.limit === 0 ? 100 : Math.min(100, ((budget.spent + budget.held) / budget.limit) * 100));
