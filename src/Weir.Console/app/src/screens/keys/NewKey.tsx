import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { Shapes } from '../../api/client';
import { Copyable } from '../../parts/Copyable';
import { Dialog } from '../../parts/Dialog';

/** Shows a new key, this once. */
export function NewKey({ made, onClose }: { made: Shapes['CreatedKey']; onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title={`The key ${made.name}`} closeOnClickOutside={false}>
      <Stack>
        <Alert color="orange" variant="outline" title="Shown this once">
          Copy it now: Weir keeps only its hash.
        </Alert>
        <Copyable text={made.key} label="Copy the key" />
        {!made.admin && (
          <>
            <Text size="sm">Most clients take it from these two variables:</Text>
            <Copyable text={`export OPENAI_BASE_URL=${location.origin}/v1\nexport OPENAI_API_KEY=…`} label="Copy the variables" />
          </>
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>I have it</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
