import { Alert, Text } from '@mantine/core';
import type { Shapes } from '../api/client';
import { duration } from '../words/amounts';

/** What came of a connection's test: a tick, or the kind of error and what to do. */
export function Tested({ test }: { test: Shapes['ConnectionTest'] }) {
  return (
    <Alert color={test.ok ? 'teal' : 'red'} variant="outline" title={test.ok ? '✓ It answers' : `✕ ${(test.errorKind ?? 'It failed').replaceAll('_', ' ')}`}>
      <Text size="sm">
        {test.message} {test.action} ({duration(test.durationMs)})
      </Text>
    </Alert>
  );
}
