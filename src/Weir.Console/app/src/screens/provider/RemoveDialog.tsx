import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { Dialog } from '../../parts/Dialog';
import { Failure } from '../../parts/Shown';

/** Says what breaks without a connection, and removes it once its name is typed. */
export function RemoveDialog({ connection, onClose, onRemoved }: { connection: Shapes['ConnectionDetail']; onClose: () => void; onRemoved: () => void }) {
  const [typed, setTyped] = useState('');
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => given(api.DELETE('/admin/api/v1/connections/{name}', { params: { path: { name: connection.name } } })),
    onSuccess: async () => {
      onRemoved();
      await Promise.all([['providers'], ['models'], ['catalogue'], ['found']].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
  const { aliases, chains, keys, overrides, budgets } = connection.uses;
  const uses = ([['Aliases that lead nowhere then', aliases], ['Chains that lose a target', chains], ['Keys whose model list names it', keys], ['Choices that are passed over', overrides], ['Budgets on it', budgets]] as const).filter(([, names]) => names.length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate();
  };

  return (
    <Dialog onClose={onClose} title={`Remove ${connection.name}?`}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">Its key is deleted from the secret store. That can’t be taken back.</Text>
          {uses.length === 0 ? (
            <Text size="sm">Nothing names it: no alias, chain, key, choice or budget breaks.</Text>
          ) : (
            <div>
              <Text size="sm" fw={600}>
                What breaks
              </Text>
              <List size="sm">
                {uses.map(([what, names]) => (
                  <List.Item key={what}>
                    {what}: {names.join(', ')}
                  </List.Item>
                ))}
              </List>
            </div>
          )}
          <TextInput label={`Type ${connection.name} to confirm`} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} autoComplete="off" data-autofocus />
          {remove.error && <Failure error={remove.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="red.9" disabled={typed !== connection.name} loading={remove.isPending}>
              Remove
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
