import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { FormDialog } from '../../parts/FormDialog';
import { useForm } from '../../parts/useForm';
import { isNamed, numberOf, subjectOf, subjectText, type Field, type Subject } from './draft';
import { SubjectFields } from './SubjectFields';

/** Asks how many tokens one run may take. */
export function CapDialog({ entry, onClose }: { entry?: Shapes['RunCapEntry']; onClose: () => void }) {
  const [on, setOn] = useState<Subject>(() => subjectOf(entry?.on ?? 'gateway'));
  const [soft, setSoft] = useState<Field>(entry?.softTokens ?? '');
  const [hard, setHard] = useState<Field>(entry?.hardTokens ?? '');
  const order = { on: subjectText(on), softTokens: numberOf(soft), hardTokens: numberOf(hard) };
  const save = useForm(() => given(api.PUT('/admin/api/v1/caps', { body: order })), [['caps'], ['providers']], (set) => `The cap on runs of ${set.on} holds.`, onClose);
  const field = { min: 0, allowDecimal: false, thousandSeparator: ',', hideControls: true } as const;
  return (
    <FormDialog title={entry === undefined ? 'Set a cap on runs' : `Edit the cap on ${entry.on}`} action={entry === undefined ? 'Set' : 'Save'} onSubmit={() => save.mutate()} onClose={onClose} isBusy={save.isPending} isReady={isNamed(on) && (order.softTokens !== null || order.hardTokens !== null)} error={save.error}>
      <SubjectFields value={on} onChange={setOn} isFixed={entry !== undefined} />
      <NumberInput label="Warn from, in tokens" placeholder="No warning" value={soft} onChange={setSoft} {...field} />
      <NumberInput label="End the run at, in tokens" placeholder="Never" value={hard} onChange={setHard} {...field} />
    </FormDialog>
  );
}
