import { Group, Stack, Text } from '@mantine/core';
import type { Shapes } from '../../api/client';
import { StatusWord } from '../../parts/StatusWord';
import { count } from '../../words/amounts';

/** The targets of a chain that the file rules. */
export function ReadOnlyTargets({ targets }: { targets: readonly Shapes['ChainTarget'][] }) {
  return (
    <Stack component="ol" gap="sm" style={{ listStyle: 'none', padding: 0, margin: 0 }} aria-label="Targets, best first">
      {targets.map((target, index) => (
        <li key={target.name}>
          <Group gap="xs">
            <Text size="sm" className="quiet">
              {index + 1}.
            </Text>
            <Text size="sm" fw={600} className="mono">
              {target.name}
            </Text>
            <StatusWord status={target.status} />
          </Group>
          <Text size="sm" className="quiet">
            {target.reason ?? (target.share === null ? 'No answers in the last 24 hours.' : `${Math.round(target.share * 100)} % of the answers of the last 24 hours (${count(target.answered)}).`)}
          </Text>
        </li>
      ))}
    </Stack>
  );
}
