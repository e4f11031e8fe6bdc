import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Copyable } from './Copyable';

/** An empty state that teaches: what would stand here, and the next step. */
export function Empty({ title, children, command }: { title: string; children: ReactNode; command?: string }) {
  return (
    <Paper withBorder p="xl" radius="md">
      <Stack gap="sm" align="flex-start">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text maw={640}>{children}</Text>
        {command && <Copyable text={command} label="Copy the command" />}
      </Stack>
    </Paper>
  );
}
