import { Autocomplete, Checkbox, Group, NumberInput, Select, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { FormDialog } from '../../parts/FormDialog';
import { useForm } from '../../parts/useForm';
import { amountOf, namedAmountOf } from '../../words/budgets';
import { draftOf, orderOf, weekdays, windows, type Draft } from './draft';
import { SubjectFields } from './SubjectFields';

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
const day = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Asks what a new budget shall be, or what shall be different about one. What names a budget stays: subject, window and unit. */
export function BudgetDialog({ entry, onClose }: { entry?: Shapes['BudgetEntry']; onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(entry));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const order = orderOf(draft);
  const isFixed = entry !== undefined;
  const recurs = draft.window !== 'rolling' && draft.window !== 'total';
  const save = useForm(() => given(api.PUT('/admin/api/v1/budgets', { body: order! })), [['budgets']], (set) => `${set.id}: at most ${namedAmountOf(set.unit, set.limit)}.`, onClose);

  return (
    <FormDialog title={isFixed ? `Edit ${entry.id}` : 'Set a budget'} action={isFixed ? 'Save' : 'Set'} onSubmit={() => save.mutate()} onClose={onClose} isBusy={save.isPending} isReady={order !== null} error={save.error}>
      <SubjectFields value={draft.on} onChange={(on) => change({ on })} isFixed={isFixed} />
      <Group align="flex-end" grow preventGrowOverflow={false} gap="sm">
        <Select label="For" data={[...windows]} value={draft.window} onChange={(window) => change({ window: window as Draft['window'] })} allowDeselect={false} disabled={isFixed} miw={150} />
        <SegmentedControl aria-label="Unit" data={[{ value: 'usd', label: 'US dollars' }, { value: 'tokens', label: 'Tokens' }]} value={draft.unit} onChange={(unit) => change({ unit: unit as Draft['unit'] })} disabled={isFixed} />
      </Group>
      <NumberInput label={draft.unit === 'usd' ? 'Limit in US dollars' : 'Limit in tokens'} description={draft.unit === 'usd' ? undefined : 'Input and output together.'} prefix={draft.unit === 'usd' ? '$' : ''} thousandSeparator="," min={0} decimalScale={draft.unit === 'usd' ? 6 : 0} value={draft.limit} onChange={(limit) => change({ limit })} hideControls required />
      {draft.window === 'rolling' && <NumberInput label="Length of the span in minutes" min={1} allowDecimal={false} value={draft.rollingMinutes} onChange={(rollingMinutes) => change({ rollingMinutes })} disabled={isFixed} required />}
      {recurs && (
        <Group align="flex-start" grow preventGrowOverflow={false} gap="sm">
          {draft.window === 'monthly' && <NumberInput label="Begins on day" min={1} max={31} allowDecimal={false} value={draft.resetDay} onChange={(resetDay) => change({ resetDay })} miw={110} />}
          {draft.window === 'weekly' && <Select label="Begins on" data={weekdays.map((value) => ({ value, label: day(value) }))} value={draft.resetWeekday} onChange={(resetWeekday) => change({ resetWeekday: resetWeekday ?? 'monday' })} allowDeselect={false} miw={110} />}
          <NumberInput label="at hour" min={0} max={23} allowDecimal={false} value={draft.resetHour} onChange={(resetHour) => change({ resetHour })} miw={90} />
          <Autocomplete label="of time zone" data={zones} limit={40} value={draft.timezone} onChange={(timezone) => change({ timezone })} miw={170} />
        </Group>
      )}
      <Checkbox label="Stop at the limit" description="Without it, it only counts and alerts." checked={draft.hard} onChange={(event) => change({ hard: event.currentTarget.checked })} />
      <NumberInput label="Alert from" suffix=" %" min={0} max={100} allowDecimal={false} value={draft.alert} onChange={(alert) => change({ alert })} w={140} />
      {isFixed && (
        <Text size="sm" className="quiet">
          {amountOf(entry.unit, entry.spent)} spent so far; that stays spent.
        </Text>
      )}
    </FormDialog>
  );
}
