import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api, given } from '../../api/client';
import { Dialog } from '../../parts/Dialog';
import { Empty } from '../../parts/Empty';
import { Failure } from '../../parts/Shown';

/** Sends a test to every webhook and command, and tells where it came. */
export function TestDialog({ onClose }: { onClose: () => void }) {
  const test = useMutation({ mutationFn: () => given(api.POST('/admin/api/v1/alerts/test')) });
  return (
    <Dialog onClose={onClose} title="Send a test alert">
      <Stack>
        <Text size="sm">One message goes to every webhook and command of weir.yaml, now and once.</Text>
        <div role="status" aria-live="polite">
          {test.data &&
            (test.data.length === 0 ? (
              <Empty title="There is nobody to tell" command="weir config schema">
                weir.yaml has no webhook and no command under alerts. Alerts stand on this page and in the log alone. What can be written there:
              </Empty>
            ) : (
              <Stack gap="xs">
                {test.data.map((trial) => (
                  <Text size="sm" key={trial.channel}>
                    {trial.ok ? `✓ ${trial.channel} has it` : `✕ ${trial.channel}: ${trial.problem ?? 'it failed'}`}
                  </Text>
                ))}
              </Stack>
            ))}
        </div>
        {test.error && <Failure error={test.error} />}
        <Group justify="flex-end">
          <Button onClick={() => test.mutate()} loading={test.isPending} data-autofocus>
            {test.data ? 'Send again' : 'Send'}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
