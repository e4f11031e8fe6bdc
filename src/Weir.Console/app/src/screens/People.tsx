import { Button, Group, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
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
import { some } from '../words/amounts';
import { Teams } from './people/Teams';
import { UserDialog } from './people/UserDialog';

type User = Shapes['UserEntry'];

/** Who has keys and may sign in, what each may do, and the teams they are in. */
export function People() {
  const users = useQuery(ask.users);
  const { may } = useSession();
  const changes = may('admin');
  const [open, setOpen] = useState<{ what: 'add' } | { what: 'edit' | 'remove'; user: User } | null>(null);
  const close = () => setOpen(null);
  const remove = useDo((user: User) => given(api.DELETE('/admin/api/v1/users/{name}', { params: { path: { name: user.name } } })), ['people'], (removal) => `${removal.user.name} is removed.`);

  return (
    <Screen title="Users and teams" about="Who has keys, and who may sign in to the console." actions={changes && <Button onClick={() => setOpen({ what: 'add' })}>Add a user</Button>}>
      <Shown
        query={users}
        empty={{
          when: (all) => all.length === 0,
          show: (
            <Empty title="No users yet" command="weir users add ada@example.org --role manager">
              A user has keys, a role and a team, and can sign in where an identity provider or a proxy is configured. Add one above, or by command:
            </Empty>
          ),
        }}
      >
        {(all) => (
          <div className="scroll-x" tabIndex={0} role="region" aria-label="Users">
            <Table miw={720} aria-label="Users">
              <Table.Thead>
                <Table.Tr>
                  {['Name', 'Role', 'Team', 'Mail', 'State'].map((title) => (
                    <Table.Th key={title}>{title}</Table.Th>
                  ))}
                  <Table.Th className="number">Keys</Table.Th>
                  {changes && <Table.Th>Actions</Table.Th>}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {all.map((user) => (
                  <Table.Tr key={user.id}>
                    <Table.Td>{user.name}</Table.Td>
                    <Table.Td>{user.role}</Table.Td>
                    <Table.Td>{user.team ?? '–'}</Table.Td>
                    <Table.Td>{user.email ?? '–'}</Table.Td>
                    <Table.Td>
                      <StatusWord status={user.enabled ? 'active' : 'disabled'} />
                    </Table.Td>
                    <Table.Td className="number">{user.keys}</Table.Td>
                    {changes && (
                      <Table.Td>
                        <Group gap="xs" wrap="nowrap">
                          <Button size="xs" variant="default" onClick={() => setOpen({ what: 'edit', user })} aria-label={`Edit ${user.name}`}>
                            Edit
                          </Button>
                          <Button size="xs" variant="default" onClick={() => setOpen({ what: 'remove', user })} aria-label={`Remove ${user.name}`}>
                            Remove
                          </Button>
                        </Group>
                      </Table.Td>
                    )}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </Shown>
      <Title order={2} size="h3">
        Teams
      </Title>
      <Text size="sm" className="quiet">
        A team can have a budget of its own, which everybody in it shares.
      </Text>
      <Teams changes={changes} />
      {open?.what === 'add' && <UserDialog onClose={close} />}
      {open?.what === 'edit' && <UserDialog user={open.user} onClose={close} />}
      {open?.what === 'remove' && (
        <Confirm title={`Remove ${open.user.name}?`} action="Remove" isFinal onClose={close} onDo={() => remove.mutateAsync(open.user)}>
          {some(open.user.keys, 'key')} of {open.user.name} {open.user.keys === 1 ? 'ends' : 'end'} at once and for good, and every browser is signed out. What was used stays in the ledger.
        </Confirm>
      )}
    </Screen>
  );
}
