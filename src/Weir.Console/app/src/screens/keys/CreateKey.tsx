import { Autocomplete, Button, Checkbox, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Dialog } from '../../parts/Dialog';
import { Failure } from '../../parts/Shown';
import { useSession } from '../../session/useSession';

const lives = [
  { value: '', label: 'Never' },
  { value: '1', label: 'In a day' },
  { value: '30', label: 'In 30 days' },
  { value: '365', label: 'In a year' },
];

/** Asks what a new key shall be. */
export function CreateKey({ onMade, onClose }: { onMade: (key: Shapes['CreatedKey']) => void; onClose: () => void }) {
  const [name, setName] = useState('');
  const [user, setUser] = useState('');
  const [models, setModels] = useState<string[]>([]);
  const [days, setDays] = useState('');
  const [admin, setAdmin] = useState(false);
  const queries = useQueryClient();
  const users = useQuery(ask.users);
  const { may } = useSession();
  const create = useMutation({
    mutationFn: () =>
      given(
        api.POST('/admin/api/v1/keys', {
          body: { name: name.trim(), user: user.trim() || null, models, admin, expiresAt: days === '' ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString() },
        }),
      ),
    onSuccess: async (key) => {
      await queries.invalidateQueries({ queryKey: ['keys'] });
      onMade(key);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };

  return (
    <Dialog onClose={onClose} title="Create a key">
      <form onSubmit={submit}>
        <Stack>
          <TextInput label="Name" description="Whose it is, or what for." value={name} onChange={(event) => setName(event.currentTarget.value)} required data-autofocus />
          <Autocomplete label="Owner" description="Whose usage it counts as; none for nobody’s." data={(users.data ?? []).map((known) => known.name)} value={user} onChange={setUser} />
          {!admin && <TagsInput label="Models" description="Names, connection/*, or beginnings with *; none for all." value={models} onChange={setModels} clearable clearButtonProps={{ 'aria-label': 'Take all away' }} />}
          <Select label="Ends" data={lives} value={days} onChange={(value) => setDays(value ?? '')} allowDeselect={false} />
          {may('admin') && <Checkbox label="For the admin API" description="Opens this console and the admin API, and no model." checked={admin} onChange={(event) => setAdmin(event.currentTarget.checked)} />}
          {create.error && <Failure error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
