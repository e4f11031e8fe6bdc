import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { FormDialog } from '../../parts/FormDialog';
import { useForm } from '../../parts/useForm';
import { isNamed, numberOf, subjectOf, subjectText, type Field, type Subject } from './draft';
import { SubjectFields } from './SubjectFields';

/** Asks how fast something may be used. A field that is left empty limits nothing. */
export function LimitDialog({ entry, onClose }: { entry?: Shapes['LimitEntry']; onClose: () => void }) {
  const [on, setOn] = useState<Subject>(() => subjectOf(entry?.on ?? 'gateway'));
  const [rpm, setRpm] = useState<Field>(entry?.rpm ?? '');
  const [tpm, setTpm] = useState<Field>(entry?.tpm ?? '');
  const [concurrent, setConcurrent] = useState<Field>(entry?.concurrent ?? '');
  const order = { on: subjectText(on), rpm: numberOf(rpm), tpm: numberOf(tpm), concurrent: numberOf(concurrent) };
  const isReady = isNamed(on) && (order.rpm !== null || order.tpm !== null || order.concurrent !== null);
  const save = useForm(() => given(api.PUT('/admin/api/v1/limits', { body: order })), [['limits']], (set) => `The rate limit of ${set.on} holds.`, onClose);
  const field = { min: 1, allowDecimal: false, thousandSeparator: ',', hideControls: true } as const;
  return (
    <FormDialog title={entry === undefined ? 'Set a rate limit' : `Edit the rate limit of ${entry.on}`} action={entry === undefined ? 'Set' : 'Save'} onSubmit={() => save.mutate()} onClose={onClose} isBusy={save.isPending} isReady={isReady} error={save.error}>
      <SubjectFields value={on} onChange={setOn} isFixed={entry !== undefined} />
      <NumberInput label="Requests in any 60 seconds" placeholder="Not limited" value={rpm} onChange={setRpm} {...field} />
      <NumberInput label="Tokens in any 60 seconds" description="Input and output together." placeholder="Not limited" value={tpm} onChange={setTpm} {...field} />
      <NumberInput label="Requests at a time" placeholder="Not limited" value={concurrent} onChange={setConcurrent} {...field} />
    </FormDialog>
  );
}
