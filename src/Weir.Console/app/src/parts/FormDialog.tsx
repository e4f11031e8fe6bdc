import { Button, Group, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { Failure } from './Shown';
import { Dialog } from './Dialog';

interface Props {
  title: string;
  /** What the button that sends it says. */
  action: string;
  onSubmit: () => void;
  onClose: () => void;
  isBusy: boolean;
  /** False while something is missing. */
  isReady: boolean;
  error: Error | null;
  children: ReactNode;
}

/** A form in a dialog, which stays open with the reason when it is refused. */
export function FormDialog({ title, action, onSubmit, onClose, isBusy, isReady, error, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };

  return (
    <Dialog onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          {children}
          {error && <Failure error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isBusy} disabled={!isReady}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
