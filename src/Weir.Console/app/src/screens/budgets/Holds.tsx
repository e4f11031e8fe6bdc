import { Alert, Anchor, Button, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { StatusWord } from '../../parts/StatusWord';
import { count } from '../../words/amounts';
import { ageOf, amountOf } from '../../words/budgets';
import { moment } from '../../words/moments';
import { SettleDialog } from './SettleDialog';

type Hold = Shapes['HoldEntry'];

/** What is held for which request, and what counts as spent until somebody knows better. */
export function Holds() {
  const checkup = useQuery({ ...ask.holds, refetchInterval: 5_000 });
  const [settled, setSettled] = useState<Hold | null>(null);
  return (
    <Panel title="Open holds">
      <Shown
        query={checkup}
        height={120}
        partial={({ mismatches }) => (mismatches.length === 0 ? null : `The books do not agree: ${mismatches.map((row) => `${row.budget} holds ${count(row.held)}, its requests ${count(row.holds)}`).join('; ')}.`)}
        empty={{
          when: ({ holds, mismatches }) => holds.length === 0 && mismatches.length === 0,
          show: <Text size="sm">✓ Nothing is held, and the books agree. While a request runs under a budget, its worst case stands here.</Text>,
        }}
      >
        {({ holds }) => (
          <>
            {holds.some((hold) => hold.expired || hold.uncertain) && (
              <Alert color="orange" variant="outline" title="Some count as spent at their worst case" mb="sm">
                The provider may have billed them, but nobody here was told how much. When you know it from the provider’s bill, settle them.
              </Alert>
            )}
            <div className="scroll-x" tabIndex={0} role="region" aria-label="Open holds">
              <Table miw={860} aria-label="Open holds">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Request</Table.Th>
                    <Table.Th className="number">Try</Table.Th>
                    <Table.Th className="number">Age</Table.Th>
                    <Table.Th>State</Table.Th>
                    <Table.Th>Node</Table.Th>
                    <Table.Th>Held on</Table.Th>
                    <Table.Th>Actions</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {holds.map((hold) => (
                    <Table.Tr key={`${hold.requestId} ${hold.attempt}`}>
                      <Table.Td className="mono">
                        <Anchor inherit underline="always" renderRoot={(props) => <Link to="/requests/$id" params={{ id: hold.requestId }} {...props} />}>
                          {hold.requestId}
                        </Anchor>
                      </Table.Td>
                      <Table.Td className="number">{hold.attempt}</Table.Td>
                      <Table.Td className="number" title={moment(hold.createdAt)}>
                        {ageOf(hold.ageSeconds)}
                      </Table.Td>
                      <Table.Td>
                        <StatusWord status={hold.expired ? 'expired' : hold.uncertain ? 'uncertain' : 'open'} />
                      </Table.Td>
                      <Table.Td>{hold.node}</Table.Td>
                      <Table.Td>
                        {hold.shares.map((share) => (
                          <Text key={share.budget} size="sm">
                            <span className="mono">{share.budget}</span> {amountOf(share.unit, share.amount)}
                          </Text>
                        ))}
                      </Table.Td>
                      <Table.Td>
                        {(hold.expired || hold.uncertain) && (
                          <Button size="xs" variant="default" onClick={() => setSettled(hold)} aria-label={`Settle try ${hold.attempt} of ${hold.requestId}`}>
                            Settle
                          </Button>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          </>
        )}
      </Shown>
      {settled && <SettleDialog hold={settled} onClose={() => setSettled(null)} />}
    </Panel>
  );
}
