import { Stack, Text } from '@mantine/core';
import type { Change } from './draft';

/** What would change, the old beside the new. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <Stack gap="sm">
      {changes.map((change) => (
        <div key={change.what}>
          <Text size="sm" fw={600}>
            {change.what}
          </Text>
          <div className="diff">
            <del aria-label="Before">{change.before}</del>
            <ins aria-label="After">{change.after}</ins>
          </div>
        </div>
      ))}
    </Stack>
  );
}
