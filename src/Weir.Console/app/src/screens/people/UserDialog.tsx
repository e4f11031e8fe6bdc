import { Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Dialog } from '../../parts/Dialog';
import { Failure } from '../../parts/Shown';

const roles = [
  { value: 'member', label: 'Member: sees his own keys and usage' },
  { value: 'manager', label: 'Manager: sees all, looks after keys and budgets' },
  { value: 'admin', label: 'Admin: may do everything' },
];

/** Asks what a new user shall be, or what shall be different about one. */
export function UserDialog({ user, onClose }: { user?: Shapes['UserEntry']; onClose: () => void }) {
  const teams = useQuery(ask.teams);
  const [name, setName] = useState(user?.name ?? '');
  const [email, setEmail] = useState(user?.email ?? '');
  const [role, setRole] = useState(user?.role ?? 'member');
  const [team, setTeam] = useState<string | null>(user?.team ?? null);
  const [enabled, setEnabled] = useState(user?.enabled ?? true);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      user === undefined
        ? given(api.POST('/admin/api/v1/users', { body: { name: name.trim(), email: email.trim() || null, role, team } }))
        : given(api.PUT('/admin/api/v1/users/{name}', { params: { path: { name: user.name } }, body: { email: email.trim(), role, team: team ?? '', enabled } })),
    onSuccess: async () => {
      await Promise.all([queries.invalidateQueries({ queryKey: ['people'] }), queries.invalidateQueries({ queryKey: ['keys'] })]);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };

  return (
    <Dialog onClose={onClose} title={user === undefined ? 'Add a user' : `Edit ${user.name}`}>
      <form onSubmit={submit}>
        <Stack>
          {user === undefined && (
            <TextInput label="Name" description="As the sign-in tells it, mostly the mail address. Keys with this owner become his." value={name} onChange={(event) => setName(event.currentTarget.value)} required data-autofocus />
          )}
          <Select label="Role" data={roles} value={role} onChange={(value) => setRole(value ?? 'member')} allowDeselect={false} />
          <Select label="Team" placeholder="None" data={(teams.data ?? []).map((known) => known.name)} value={team} onChange={setTeam} clearable clearButtonProps={{ 'aria-label': 'Take out of the team' }} />
          <TextInput label="Mail address" type="email" value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
          {user !== undefined && <Checkbox label="Enabled" description="Without it, the keys are refused and every browser is signed out." checked={enabled} onChange={(event) => setEnabled(event.currentTarget.checked)} />}
          {save.error && <Failure error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              {user === undefined ? 'Add' : 'Save'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
