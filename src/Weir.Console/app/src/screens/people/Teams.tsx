import { Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, given } from '../../api/client';
import { ask } from '../../api/queries';
import { Failure, Shown } from '../../parts/Shown';
import { useDo } from '../../parts/useDo';

/** The teams and who is in them. */
export function Teams({ changes }: { changes: boolean }) {
  const teams = useQuery(ask.teams);
  const [name, setName] = useState('');
  const add = useDo((wanted: string) => given(api.POST('/admin/api/v1/teams', { body: { name: wanted } })), ['people'], (team) => `The team ${team.name} is made.`);
  const remove = useDo((team: string) => given(api.DELETE('/admin/api/v1/teams/{name}', { params: { path: { name: team } } })), ['people'], (team) => `The team ${team.name} is removed.`);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(name.trim(), { onSuccess: () => setName('') });
  };

  return (
    <Stack>
      <Shown query={teams} height={120} empty={{ when: (all) => all.length === 0, show: <Text>There are no teams.</Text> }}>
        {(all) => (
          <Table aria-label="Teams">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Team</Table.Th>
                <Table.Th>Members</Table.Th>
                {changes && <Table.Th>Actions</Table.Th>}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {all.map((team) => (
                <Table.Tr key={team.name}>
                  <Table.Td>{team.name}</Table.Td>
                  <Table.Td>{team.members.join(', ') || 'nobody'}</Table.Td>
                  {changes && (
                    <Table.Td>
                      {team.members.length === 0 && (
                        <Button size="xs" variant="default" onClick={() => remove.mutate(team.name)} loading={remove.isPending} aria-label={`Remove the team ${team.name}`}>
                          Remove
                        </Button>
                      )}
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Shown>
      {changes && (
        <form onSubmit={submit}>
          <Group align="flex-end">
            <TextInput label="New team" value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <Button type="submit" variant="default" loading={add.isPending} disabled={name.trim().length === 0}>
              Add the team
            </Button>
          </Group>
        </form>
      )}
      {add.error && <Failure error={add.error} />}
      {remove.error && <Failure error={remove.error} />}
    </Stack>
  );
}
