import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { useDo } from '../../parts/useDo';

/** How many tokens one run may take through a connection. */
export function RunCap({ subject, held }: { subject: string; held: Shapes['RunCapEntry'] | undefined }) {
  const [soft, setSoft] = useState<number | string>(held?.softTokens ?? '');
  const [hard, setHard] = useState<number | string>(held?.hardTokens ?? '');
  const order = { on: subject, softTokens: typeof soft === 'number' ? soft : null, hardTokens: typeof hard === 'number' ? hard : null };
  const isLocked = held !== undefined && held.origin !== null;
  const save = useDo(() => given(api.PUT('/admin/api/v1/caps', { body: order })), ['providers'], () => 'A run: the cap holds.');
  const remove = useDo(() => given(api.DELETE('/admin/api/v1/caps/{name}', { params: { path: { name: subject } } })), ['providers'], () => 'A run: no cap any more.');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  const field = { min: 0, allowDecimal: false, thousandSeparator: ',', hideControls: true, disabled: isLocked, miw: 130 } as const;

  return (
    <form onSubmit={submit} aria-label="A run">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={600}>
            A run
          </Text>
          <Text size="sm" className="quiet">
            {held === undefined ? 'no cap' : 'requests with one x-weir-run'}
          </Text>
        </Group>
        <Group gap="sm" grow preventGrowOverflow={false}>
          <NumberInput label="Warn from, in tokens" placeholder="No warning" value={soft} onChange={setSoft} {...field} />
          <NumberInput label="End it at, in tokens" placeholder="Never" value={hard} onChange={setHard} {...field} />
        </Group>
        {isLocked ? (
          <Text size="sm">Declared at {held.origin}; the file rules it.</Text>
        ) : (
          <Group justify="flex-end" gap="xs">
            {held && (
              <Button size="xs" variant="default" onClick={() => remove.mutate(undefined)} loading={remove.isPending} aria-label="A run: remove the cap">
                Remove
              </Button>
            )}
            <Button size="xs" type="submit" loading={save.isPending} disabled={order.softTokens === null && order.hardTokens === null} aria-label="A run: save the cap">
              Save
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
