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
import { count } from '../../words/amounts';
import { LimitDialog } from './LimitDialog';

type Limit = Shapes['LimitEntry'];

/** Rate limits with what is used of them now, on the node that answers. */
export function Limits({ changes }: { changes: boolean }) {
  const limits = useQuery({ ...ask.limits, refetchInterval: 2_000 });
  const [open, setOpen] = useState<{ what: 'set' } | { what: 'edit' | 'remove'; limit: Limit } | null>(null);
  const close = () => setOpen(null);
  const remove = useDo((limit: Limit) => given(api.DELETE('/admin/api/v1/limits/{name}', { params: { path: { name: limit.on } } })), ['limits'], (gone) => `${gone.on} has no rate limit any more.`);

  return (
    <Panel title="Rate limits" actions={changes && <Button size="xs" onClick={() => setOpen({ what: 'set' })}>Set a rate limit</Button>}>
      <Shown
        query={limits}
        height={120}
        empty={{
          when: (all) => all.length === 0,
          show: changes ? (
            <Empty title="No rate limits yet" command="weir limits set key:ci --rpm 60 --concurrent 4">
              A rate limit is how fast something may be used: requests and tokens in any 60 seconds, and requests at a time. Set one above, in weir.yaml, or by command:
            </Empty>
          ) : (
            <Empty title="No rate limits on you">Neither your keys nor you nor your team are slowed down here.</Empty>
          ),
        }}
      >
        {(all) => (
          <>
            <div className="scroll-x" tabIndex={0} role="region" aria-label="Rate limits">
              <Table miw={760} aria-label="Rate limits">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>On</Table.Th>
                    <Table.Th>Requests, last minute</Table.Th>
                    <Table.Th>Tokens, last minute</Table.Th>
                    <Table.Th>Under way</Table.Th>
                    <Table.Th>From</Table.Th>
                    {changes && <Table.Th>Actions</Table.Th>}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((limit, at) => (
                    <Table.Tr key={`${limit.on} ${at}`}>
                      <Table.Td className="mono">{limit.on}</Table.Td>
                      <Use of={`${limit.on}, requests`} used={limit.usedRequests} most={limit.rpm} />
                      <Use of={`${limit.on}, tokens`} used={limit.usedTokens} most={limit.tpm} />
                      <Use of={`${limit.on}, requests at a time`} used={limit.running} most={limit.concurrent} />
                      <Table.Td>
                        <Origin place={limit.origin} />
                      </Table.Td>
                      {changes && (
                        <Table.Td>
                          {limit.origin === null && (
                            <Group gap="xs" wrap="nowrap">
                              <Button size="xs" variant="default" onClick={() => setOpen({ what: 'edit', limit })} aria-label={`Edit the rate limit of ${limit.on}`}>
                                Edit
                              </Button>
                              <Button size="xs" variant="default" onClick={() => setOpen({ what: 'remove', limit })} aria-label={`Remove the rate limit of ${limit.on}`}>
                                Remove
                              </Button>
                            </Group>
                          )}
                        </Table.Td>
                      )}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
            <Text size="xs" className="quiet">
              Counted by the node that answers this page; each node has the whole limit for itself. What must hold everywhere is a budget.
            </Text>
          </>
        )}
      </Shown>
      {open?.what === 'set' && <LimitDialog onClose={close} />}
      {open?.what === 'edit' && <LimitDialog entry={open.limit} onClose={close} />}
      {open?.what === 'remove' && (
        <Confirm title={`Remove the rate limit of ${open.limit.on}?`} action="Remove" isFinal onClose={close} onDo={() => remove.mutateAsync(open.limit)}>
          It may be used as fast as other limits and the providers allow.
        </Confirm>
      )}
    </Panel>
  );
}

function Use({ of, used, most }: { of: string; used: number; most: number | null }) {
  const share = most === null ? 0 : Math.min(100, (used / most) * 100);
  return (
    <Table.Td miw={130}>
      {most === null ? (
        <Text span size="sm" className="quiet">
          not limited
        </Text>
      ) : (
        <>
          <Text size="sm">
            {count(used)} of {count(most)}
          </Text>
          <Progress value={share} size="sm" color={share >= 80 ? 'orange.8' : 'teal.9'} aria-label={`${of}: ${Math.round(share)} percent used`} />
        </>
      )}
    </Table.Td>
  );
}
