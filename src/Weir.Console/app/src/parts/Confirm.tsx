import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Failure } from './Shown';
import { Dialog } from './Dialog';

interface Props {
  title: string;
  action: string;
  /** True colours it as something that can't be undone. */
  isFinal?: boolean;
  onDo: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before something is done, and stays open with the reason when it fails. */
export function Confirm({ title, action, isFinal = false, onDo, onClose, children }: Props) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      await onDo();
      onClose();
    } catch (failure) {
      setError(failure as Error);
      setBusy(false);
    }
  };

  return (
    <Dialog onClose={onClose} title={title}>
      <Stack>
        <Text component="div" size="sm">
          {children}
        </Text>
        {error && <Failure error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button color={isFinal ? 'red.9' : 'teal.9'} onClick={() => void run()} loading={isBusy} data-autofocus>
            {action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
