import { Button, Group, Progress, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Confirm } from '../../parts/Confirm';
import { Empty } from '../../parts/Empty';
import { Origin } from '../../parts/Origin';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { useDo } from '../../parts/useDo';
import { away, moment } from '../../words/moments';
import { amountOf, shareOf } from '../../words/budgets';
import { BudgetDialog } from './BudgetDialog';

type Budget = Shapes['BudgetEntry'];

/** Every budget and where it stands: the numbers that requests are refused by. */
export function BudgetList({ changes }: { changes: boolean }) {
  const budgets = useQuery({ ...ask.budgets, refetchInterval: 5_000 });
  const [open, setOpen] = useState<{ what: 'set' } | { what: 'edit' | 'remove'; budget: Budget } | null>(null);
  const close = () => setOpen(null);
  const remove = useDo((budget: Budget) => given(api.DELETE('/admin/api/v1/budgets/{name}', { params: { path: { name: budget.id } } })), ['budgets'], (gone) => `${gone.id} is gone.`);

  return (
    <Panel title="Budgets" actions={changes && <Button size="xs" onClick={() => setOpen({ what: 'set' })}>Set a budget</Button>}>
      <Shown
        query={budgets}
        height={200}
        empty={{
          when: (all) => all.length === 0,
          show: changes ? (
            <Empty title="No budgets yet" command="weir budgets set gateway --monthly 50">
              A budget is how much may be spent on something in a day, a week, a month or any span of time. What does not fit is refused before it is sent. Set one above, in weir.yaml, or by command:
            </Empty>
          ) : (
            <Empty title="No budgets on you">Neither your keys nor you nor your team have a limit of money or tokens.</Empty>
          ),
        }}
      >
        {(all) => (
          <div className="scroll-x" tabIndex={0} role="region" aria-label="Budgets">
            <Table miw={960} aria-label="Budgets">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>On</Table.Th>
                  <Table.Th>Window</Table.Th>
                  {['Limit', 'Spent', 'Reserved', 'Left'].map((title) => (
                    <Table.Th key={title} className="number">
                      {title}
                    </Table.Th>
                  ))}
                  <Table.Th>Resets</Table.Th>
                  <Table.Th>Kind</Table.Th>
                  <Table.Th>{changes ? 'Change' : 'From'}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {all.map((budget) => (
                  <Table.Tr key={budget.id}>
                    <Table.Td miw={170}>
                      <span className="mono">{budget.on}</span>
                      <Progress value={shareOf(budget)} size="sm" color={budget.alerting ? 'orange.8' : 'teal.9'} aria-label={`${budget.id}: ${Math.round(shareOf(budget))} percent used`} />
                      <Text size="xs">
                        {Math.round(shareOf(budget))} % used{budget.spent >= budget.limit ? ' up' : budget.alerting ? ', near its end' : ''}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      {budget.window}
                      {budget.unit === 'tokens' && ', tokens'}
                    </Table.Td>
                    {[budget.limit, budget.spent, budget.held, budget.left].map((value, at) => (
                      <Table.Td key={at} className="number">
                        {amountOf(budget.unit, value)}
                      </Table.Td>
                    ))}
                    <Table.Td title={moment(budget.resetsAt)}>{away(budget.resetsAt)}</Table.Td>
                    <Table.Td>
                      {budget.hard ? 'hard' : 'soft'}, alert from {Math.round(budget.alert * 100)} %
                    </Table.Td>
                    <Table.Td>
                      {changes && budget.origin === null ? (
                        <Group gap="xs" wrap="nowrap">
                          <Button size="xs" variant="default" onClick={() => setOpen({ what: 'edit', budget })} aria-label={`Edit ${budget.id}`}>
                            Edit
                          </Button>
                          <Button size="xs" variant="default" onClick={() => setOpen({ what: 'remove', budget })} aria-label={`Remove ${budget.id}`}>
                            Remove
                          </Button>
                        </Group>
                      ) : (
                        <Origin place={budget.origin} />
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </Shown>
      {open?.what === 'set' && <BudgetDialog onClose={close} />}
      {open?.what === 'edit' && <BudgetDialog entry={open.budget} onClose={close} />}
      {open?.what === 'remove' && (
        <Confirm title={`Remove ${open.budget.id}?`} action="Remove" isFinal onClose={close} onDo={() => remove.mutateAsync(open.budget)}>
          Nothing is limited by it any more. What was spent stays in its books, and counts again when it is set again.
        </Confirm>
      )}
    </Panel>
  );
}
