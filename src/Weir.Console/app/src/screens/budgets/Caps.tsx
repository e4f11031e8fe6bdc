import { Button, Group, Table } from '@mantine/core';
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
import { CapDialog } from './CapDialog';

type Cap = Shapes['RunCapEntry'];

/** How many tokens one run may take. */
export function Caps() {
  const caps = useQuery(ask.caps);
  const [open, setOpen] = useState<{ what: 'set' } | { what: 'edit' | 'remove'; cap: Cap } | null>(null);
  const close = () => setOpen(null);
  const remove = useDo((cap: Cap) => given(api.DELETE('/admin/api/v1/caps/{name}', { params: { path: { name: cap.on } } })), ['caps'], (gone) => `Runs of ${gone.on} have no cap any more.`);
  return (
    <Panel title="Caps on runs" actions={<Button size="xs" onClick={() => setOpen({ what: 'set' })}>Set a cap</Button>}>
      <Shown
        query={caps}
        height={120}
        empty={{
          when: (all) => all.length === 0,
          show: (
            <Empty title="No caps yet" command="weir caps set gateway --soft 200000 --hard 500000">
              A run is a series of requests with the same x-weir-run header, such as one task of an agent. A cap warns, or ends the run at so many tokens, in the middle of a stream. Set one above, in weir.yaml, or by command:
            </Empty>
          ),
        }}
      >
        {(all) => (
          <div className="scroll-x" tabIndex={0} role="region" aria-label="Caps on runs">
            <Table miw={620} aria-label="Caps on runs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>On</Table.Th>
                  <Table.Th className="number">Warns from</Table.Th>
                  <Table.Th className="number">Ends at</Table.Th>
                  <Table.Th>From</Table.Th>
                  <Table.Th>Actions</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {all.map((cap, at) => (
                  <Table.Tr key={`${cap.on} ${at}`}>
                    <Table.Td className="mono">{cap.on}</Table.Td>
                    <Table.Td className="number">{cap.softTokens === null ? '–' : `${count(cap.softTokens)} tokens`}</Table.Td>
                    <Table.Td className="number">{cap.hardTokens === null ? '–' : `${count(cap.hardTokens)} tokens`}</Table.Td>
                    <Table.Td>
                      <Origin place={cap.origin} />
                    </Table.Td>
                    <Table.Td>
                      {cap.origin === null && (
                        <Group gap="xs" wrap="nowrap">
                          <Button size="xs" variant="default" onClick={() => setOpen({ what: 'edit', cap })} aria-label={`Edit the cap on ${cap.on}`}>
                            Edit
                          </Button>
                          <Button size="xs" variant="default" onClick={() => setOpen({ what: 'remove', cap })} aria-label={`Remove the cap on ${cap.on}`}>
                            Remove
                          </Button>
                        </Group>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </Shown>
      {open?.what === 'set' && <CapDialog onClose={close} />}
      {open?.what === 'edit' && <CapDialog entry={open.cap} onClose={close} />}
      {open?.what === 'remove' && (
        <Confirm title={`Remove the cap on ${open.cap.on}?`} action="Remove" isFinal onClose={close} onDo={() => remove.mutateAsync(open.cap)}>
          Runs go on however many tokens they take, as far as budgets allow.
        </Confirm>
      )}
    </Panel>
  );
}
