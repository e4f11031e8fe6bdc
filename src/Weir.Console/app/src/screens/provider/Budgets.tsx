import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { count } from '../../words/amounts';
import { BudgetForm } from './BudgetForm';

/** What may be spent through a connection: a day, a month, a run. */
export function Budgets({ name, runCaps }: { name: string; runCaps: readonly Shapes['RunCapEntry'][] }) {
  const budgets = useQuery(ask.budgets);
  const subject = `connection:${name}`;
  return (
    <Panel title="Budgets">
      <Shown query={budgets} height={220}>
        {(all) => (
          <Stack gap="lg">
            {(['daily', 'monthly'] as const).map((window) => {
              const held = all.find((budget) => budget.on === subject && budget.window === window && budget.unit === 'usd');
              return <BudgetForm key={`${window} ${held?.limit ?? 'none'} ${held?.alert ?? ''} ${held?.hard ?? ''}`} subject={subject} window={window} held={held} />;
            })}
            <Text size="sm" className="quiet">
              {runCaps.length === 0
                ? 'No cap for a single run. Set one in weir.yaml: run_hard_tokens in a block of budgets on this connection.'
                : runCaps.map((cap) => `One run may take ${cap.hardTokens === null ? 'any number of' : count(cap.hardTokens)} tokens${cap.softTokens === null ? '' : `, with a warning from ${count(cap.softTokens)} on`} (weir.yaml).`).join(' ')}
            </Text>
          </Stack>
        )}
      </Shown>
    </Panel>
  );
}
