import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Copyable } from '../../parts/Copyable';

/** A part of the page with nothing in it: what would stand there, and how it gets there. */
export function Teach({ children, command }: { children: ReactNode; command?: string }) {
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{children}</Text>
      {command && <Copyable text={command} label="Copy the command" />}
    </Stack>
  );
}
