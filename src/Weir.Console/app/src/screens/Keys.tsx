import { Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, given, type Shapes } from '../api/client';
import { ask } from '../api/queries';
import { Confirm } from '../parts/Confirm';
import { Empty } from '../parts/Empty';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { StatusWord } from '../parts/StatusWord';
import { useDo } from '../parts/useDo';
import { useSession } from '../session/useSession';
import { away, moment } from '../words/moments';
import { CreateKey } from './keys/CreateKey';
import { KeyBudgets } from './keys/KeyBudgets';
import { NewKey } from './keys/NewKey';
import { RotateKey } from './keys/RotateKey';

type Key = Shapes['KeyEntry'];

/** Keys that clients present: made, replaced, ended. */
export function Keys() {
  const keys = useQuery(ask.keys);
  const budgets = useQuery(ask.budgets);
  const { may } = useSession();
  const mayChange = (key: Key) => key.state === 'active' && key.createdAt !== null && (!key.admin || may('admin'));
  const [open, setOpen] = useState<{ what: 'rotate' | 'revoke'; key: Key } | null>(null);
  const { create = false } = useSearch({ from: '/shell/keys' });
  const navigate = useNavigate();
  const makes = (wanted: boolean) => void navigate({ to: '/keys', replace: true, search: wanted ? { create: true } : {} });
  const [made, setMade] = useState<Shapes['CreatedKey'] | null>(null);
  const close = () => {
    setOpen(null);
    makes(false);
  };
  const revoke = useDo((key: Key) => given(api.DELETE('/admin/api/v1/keys/{name}', { params: { path: { name: key.id } } })), ['keys'], (key) => `${key.name} is revoked.`);
  const show = (key: Shapes['CreatedKey']) => {
    close();
    setMade(key);
  };

  return (
    <Screen title="Keys" about="What clients present to this gateway." actions={may('manager') && <Button onClick={() => makes(true)}>Create a key</Button>}>
      <Shown
        query={keys}
        partial={() => (budgets.isError ? `The budgets can’t be shown: ${budgets.error.message}` : null)}
        empty={{
          when: (all) => all.length === 0,
          show: may('manager') ? (
            <Empty title="No keys yet" command="weir keys create laptop">
              A client sends a key with each request; the ledger then knows whose it was. Create one above, or by command:
            </Empty>
          ) : (
            <Empty title="You have no keys yet">A client sends a key with each request. Ask a manager or an admin of this gateway for one.</Empty>
          ),
        }}
      >
        {(all) => (
          <div className="scroll-x" tabIndex={0} role="region" aria-label="Keys">
            <Table miw={1040} aria-label="Keys">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  <Table.Th>Begins with</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Owner</Table.Th>
                  <Table.Th>Team</Table.Th>
                  <Table.Th>Opens</Table.Th>
                  <Table.Th>Budgets</Table.Th>
                  <Table.Th>Created</Table.Th>
                  <Table.Th>Ends</Table.Th>
                  <Table.Th>
                    <Text span size="sm" fw={600}>
                      Actions
                    </Text>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {all.map((key) => (
                  <Table.Tr key={key.id}>
                    <Table.Td>{key.name}</Table.Td>
                    <Table.Td className="mono">{key.prefix}…</Table.Td>
                    <Table.Td>
                      <StatusWord status={key.state} />
                    </Table.Td>
                    <Table.Td>{key.user ?? '–'}</Table.Td>
                    <Table.Td>{key.team ?? '–'}</Table.Td>
                    <Table.Td>{key.admin ? 'the admin API' : key.models.length === 0 ? 'every model' : key.models.join(', ')}</Table.Td>
                    <Table.Td>
                      <KeyBudgets budgets={key.state === 'active' ? (budgets.data ?? []).filter((budget) => budget.on === `key:${key.name}`) : []} />
                    </Table.Td>
                    <Table.Td title={moment(key.createdAt)}>{key.createdAt === null ? 'by a variable' : away(key.createdAt)}</Table.Td>
                    <Table.Td title={moment(key.expiresAt)}>{key.expiresAt === null ? 'never' : away(key.expiresAt)}</Table.Td>
                    <Table.Td>
                      {mayChange(key) && (
                        <Group gap="xs" wrap="nowrap">
                          <Button size="xs" variant="default" onClick={() => setOpen({ what: 'rotate', key })} aria-label={`Rotate ${key.name}`}>
                            Rotate
                          </Button>
                          <Button size="xs" variant="default" onClick={() => setOpen({ what: 'revoke', key })} aria-label={`Revoke ${key.name}`}>
                            Revoke
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
      {create && may('manager') && <CreateKey onMade={show} onClose={close} />}
      {open?.what === 'rotate' && <RotateKey entry={open.key} onMade={show} onClose={close} />}
      {open?.what === 'revoke' && (
        <Confirm title={`Revoke ${open.key.name}?`} action="Revoke" isFinal onClose={close} onDo={() => revoke.mutateAsync(open.key)}>
          It ends at once, and can’t be taken back. Clients that use it are refused.
        </Confirm>
      )}
      {made && <NewKey made={made} onClose={() => setMade(null)} />}
    </Screen>
  );
}
