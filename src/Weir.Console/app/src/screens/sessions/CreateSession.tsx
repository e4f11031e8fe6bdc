import { Alert, Button, Group, NumberInput, PasswordInput, Select, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, given } from '../../api/client';
import { ask } from '../../api/queries';
import { Copyable } from '../../parts/Copyable';
import { Dialog } from '../../parts/Dialog';
import { Failure } from '../../parts/Shown';

/** Asks for a provider, a key and a time; then shows the session's token, once. */
export function CreateSession({ onClose }: { onClose: () => void }) {
  const catalogue = useQuery(ask.catalogue);
  const [provider, setProvider] = useState<string | null>(null);
  const [key, setKey] = useState('');
  const [minutes, setMinutes] = useState<number | string>(30);
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: () => given(api.POST('/admin/api/v1/sessions', { body: { provider: provider ?? '', key: key.trim(), minutes: Number(minutes), model: null } })),
    onSuccess: async () => {
      setKey('');
      await queries.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };

  return (
    <Dialog onClose={onClose} title="Start a test session" closeOnClickOutside={false}>
      {create.data ? (
        <Stack>
          <Alert color="orange" variant="outline" title="Shown this once">
            Clients send this as the header x-weir-session, beside their own key:
          </Alert>
          <Copyable text={create.data.token} label="Copy the token" />
          <Group justify="flex-end">
            <Button onClick={onClose}>I have it</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <Select
              label="Provider"
              searchable
              required
              limit={50}
              data={(catalogue.data ?? []).map((entry) => ({ value: entry.id, label: entry.name }))}
              value={provider}
              onChange={setProvider}
              data-autofocus
            />
            <PasswordInput label="The provider’s key" description="Held in memory while the session lives." value={key} onChange={(event) => setKey(event.currentTarget.value)} autoComplete="off" required visibilityToggleButtonProps={{ 'aria-label': 'Show the key' }} />
            <NumberInput label="Minutes" min={1} max={1440} value={minutes} onChange={setMinutes} required />
            {create.error && <Failure error={create.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending} disabled={provider === null || key.trim().length === 0}>
                Start
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
