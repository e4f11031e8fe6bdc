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
            <del>
              <span className="quiet">Before</span>
              {change.before}
            </del>
            <ins>
              <span className="quiet">After</span>
              {change.after}
            </ins>
          </div>
        </div>
      ))}
    </Stack>
  );
}
