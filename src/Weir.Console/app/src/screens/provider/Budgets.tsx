import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { BudgetForm } from './BudgetForm';
import { RunCap } from './RunCap';

/** What may be spent through a connection: a day, a month, a run. */
export function Budgets({ name, runCaps }: { name: string; runCaps: readonly Shapes['RunCapEntry'][] }) {
  const budgets = useQuery(ask.budgets);
  const subject = `connection:${name}`;
  const [cap] = runCaps;
  return (
    <Panel
      title="Budgets"
      actions={
        <Anchor size="sm" underline="always" renderRoot={(props) => <Link to="/budgets" {...props} />}>
          All of them
        </Anchor>
      }
    >
      <Shown query={budgets} height={220}>
        {(all) => (
          <Stack gap="lg">
            {(['daily', 'monthly'] as const).map((window) => {
              const held = all.find((budget) => budget.on === subject && budget.window === window && budget.unit === 'usd');
              return <BudgetForm key={`${window} ${held?.limit ?? 'none'} ${held?.alert ?? ''} ${held?.hard ?? ''}`} subject={subject} window={window} held={held} />;
            })}
            <RunCap key={`${cap?.softTokens ?? ''} ${cap?.hardTokens ?? ''} ${cap?.origin ?? ''}`} subject={subject} held={cap} />
          </Stack>
        )}
      </Shown>
    </Panel>
  );
}
