import { Autocomplete, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/queries';
import { kinds, type Subject } from './draft';

interface Props {
  value: Subject;
  onChange: (subject: Subject) => void;
  /** True shows what it is and lets nobody change it. */
  isFixed: boolean;
}

/** Asks what something is on: its kind, and its name from those that are known. */
export function SubjectFields({ value, onChange, isFixed }: Props) {
  const names = useNames(value.kind);
  return (
    <Group align="flex-start" grow preventGrowOverflow={false} gap="sm">
      <Select label="On" data={[...kinds]} value={value.kind} onChange={(kind) => onChange({ kind: kind as Subject['kind'], name: '' })} allowDeselect={false} disabled={isFixed} miw={170} data-autofocus={!isFixed || undefined} />
      {value.kind !== 'gateway' && <Autocomplete label="Name" data={names} limit={60} value={value.name} onChange={(name) => onChange({ ...value, name })} required disabled={isFixed} miw={170} />}
    </Group>
  );
}

function useNames(kind: Subject['kind']): string[] {
  const keys = useQuery({ ...ask.keys, enabled: kind === 'key' });
  const users = useQuery({ ...ask.users, enabled: kind === 'user' });
  const teams = useQuery({ ...ask.teams, enabled: kind === 'team' });
  const connections = useQuery({ ...ask.statuses, enabled: kind === 'connection' });
  const models = useQuery({ ...ask.models, enabled: kind === 'model' });
  const all: Record<Subject['kind'], readonly { name: string }[]> = {
    gateway: [],
    key: (keys.data ?? []).filter((key) => !key.admin && key.state === 'active'),
    user: users.data ?? [],
    team: teams.data ?? [],
    connection: connections.data ?? [],
    model: models.data ?? [],
  };
  return [...new Set(all[kind].map((known) => known.name))];
}
