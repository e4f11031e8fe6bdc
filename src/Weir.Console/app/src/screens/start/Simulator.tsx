import { Button, Group, Paper, Text } from '@mantine/core';
import { Monogram } from '../../parts/Monogram';

/** A way to see everything work before there is a key. */
export function Simulator({ onTry }: { onTry: (model: string) => void }) {
  return (
    <Paper withBorder p="sm" component="section" aria-label="Without a key">
      <Group justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap" style={{ minWidth: 220, flex: 1 }}>
          <Monogram name="Weir" />
          <div>
            <Text fw={600}>Try without a key</Text>
            <Text size="sm" className="quiet">
              The built-in simulator answers at once and costs nothing.
            </Text>
          </div>
        </Group>
        <Button size="xs" variant="default" onClick={() => onTry('simulator/echo')}>
          Try the simulator
        </Button>
      </Group>
    </Paper>
  );
}
