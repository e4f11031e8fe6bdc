import { Button, Checkbox, Group, NumberInput, Progress, Slider, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { useDo } from '../../parts/useDo';
import { usd } from '../../words/amounts';
import { away } from '../../words/moments';

interface Props {
  subject: string;
  window: 'daily' | 'monthly';
  held: Shapes['BudgetEntry'] | undefined;
}

const titles = { daily: 'A day', monthly: 'A month' };
const scales = { daily: 50, monthly: 1_000 };
const dollars = (nano: number) => nano / 1_000_000_000;

/** One budget in dollars: a slider and a field for the limit, whether it stops requests, whether it warns. */
export function BudgetForm({ subject, window, held }: Props) {
  const limit = held ? dollars(held.limit) : 0;
  const [amount, setAmount] = useState<number | string>(limit);
  const [hard, setHard] = useState(held?.hard ?? true);
  const [warns, setWarns] = useState(held === undefined || held.alert < 1);
  const value = typeof amount === 'number' ? amount : 0;
  const most = Math.max(scales[window], limit * 2, value);
  const isLocked = held !== undefined && held.origin !== null;
  const save = useDo(() => given(api.PUT('/admin/api/v1/budgets', { body: { on: subject, window, usd: value, tokens: null, rollingMinutes: null, timezone: held?.timezone ?? null, resetHour: held?.resetHour ?? 0, resetDay: held?.resetDay ?? 1, resetWeekday: held?.resetWeekday ?? 'monday', hard, alert: warns ? (held !== undefined && held.alert < 1 ? held.alert : 0.8) : 1 } })), ['budgets'], (entry) => `${titles[window]}: at most ${usd(dollars(entry.limit))}.`);
  const remove = useDo(() => given(api.DELETE('/admin/api/v1/budgets/{name}', { params: { path: { name: held!.id } } })), ['budgets'], () => `${titles[window]}: no limit any more.`);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };

  return (
    <form onSubmit={submit} aria-label={titles[window]}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={600}>
            {titles[window]}
          </Text>
          <Text size="sm" className="quiet">
            {held === undefined ? 'no limit' : `${usd(dollars(held.spent))} spent, ${usd(dollars(held.held))} held, ${usd(dollars(held.left))} left${held.resetsAt ? `; anew ${away(held.resetsAt)}` : ''}`}
          </Text>
        </Group>
        {held && held.limit > 0 && <Progress value={Math.min(100, ((held.spent + held.held) / held.limit) * 100)} color={held.alerting ? 'red.8' : 'teal.8'} aria-label={`${titles[window]}: ${Math.round(((held.spent + held.held) / held.limit) * 100)} % used`} />}
        <Group gap="md" align="center" wrap="nowrap">
          <Slider style={{ flex: 1 }} min={0} max={most} step={most > 200 ? 10 : 1} value={value} onChange={setAmount} label={usd} disabled={isLocked} thumbLabel={`${titles[window]}, in dollars`} color="teal.8" />
          <NumberInput aria-label={`${titles[window]}: limit in dollars`} prefix="$" min={0} decimalScale={2} value={amount} onChange={setAmount} disabled={isLocked} w={120} hideControls />
        </Group>
        {isLocked ? (
          <Text size="sm">
            Declared at {held.origin}; the file rules it.
          </Text>
        ) : (
          <Group justify="space-between" gap="sm">
            <Group gap="md">
              <Checkbox label="Stop at the limit" checked={hard} onChange={(event) => setHard(event.currentTarget.checked)} />
              <Checkbox label={`Alert me at ${held !== undefined && held.alert < 1 ? Math.round(held.alert * 100) : 80} %`} checked={warns} onChange={(event) => setWarns(event.currentTarget.checked)} />
            </Group>
            <Group gap="xs">
              {held && (
                <Button size="xs" variant="default" onClick={() => remove.mutate(undefined)} loading={remove.isPending} aria-label={`${titles[window]}: remove the limit`}>
                  Remove
                </Button>
              )}
              <Button size="xs" type="submit" loading={save.isPending} disabled={value <= 0} aria-label={`${titles[window]}: save the limit`}>
                Save
              </Button>
            </Group>
          </Group>
        )}
      </Stack>
    </form>
  );
}
