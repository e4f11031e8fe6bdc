import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type FormEvent } from 'react';
import { ask } from '../../api/queries';
import { Dialog } from '../../parts/Dialog';
import { templates } from './templates';

/** Asks for a name and what to begin with; nothing is saved yet. */
export function NewChain({ taken, onClose }: { taken: readonly string[]; onClose: () => void }) {
  const models = useQuery(ask.models);
  const statuses = useQuery(ask.statuses);
  const offered = useMemo(() => templates(models.data ?? [], statuses.data ?? []), [models.data, statuses.data]);
  const [name, setName] = useState('');
  const [from, setFrom] = useState('nothing');
  const navigate = useNavigate();
  const isTaken = taken.includes(name.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const targets = offered.find((template) => template.name === from)?.targets;
    void navigate({ to: '/chains/$name', params: { name: name.trim() }, search: targets ? { targets: targets.join(' ') } : {} });
  };

  return (
    <Dialog onClose={onClose} title="New chain">
      <form onSubmit={submit}>
        <Stack>
          <TextInput label="Name" description="Clients ask for it by this name." value={name} onChange={(event) => setName(event.currentTarget.value)} error={isTaken ? 'There is a chain of this name.' : null} required data-autofocus />
          <Radio.Group label="Begin with" value={from} onChange={setFrom}>
            <Stack gap="xs" mt="xs">
              {offered.map((template) => (
                <Radio key={template.name} value={template.name} label={template.title} description={`${template.about} ${template.targets.join(', ')}`} />
              ))}
              <Radio value="nothing" label="Nothing" description="Choose the targets yourself." />
            </Stack>
          </Radio.Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={name.trim().length === 0 || isTaken}>
              Continue
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
