import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** Leads a new gateway's owner to the first answer. Enter is enough: the button has the focus. */
export function Begin() {
  const button = useRef<HTMLAnchorElement>(null);
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <Paper withBorder p="lg" radius="md" component="section" aria-label="Begin here">
      <Group justify="space-between" gap="md">
        <div>
          <Title order={2} size="h4">
            No provider is connected yet
          </Title>
          <Text size="sm" className="quiet">
            From a key to the first answer it takes about a minute; the simulator needs no key.
          </Text>
        </div>
        <Button size="md" renderRoot={({ ref, ...props }) => <Link ref={button} to="/start" {...props} />}>
          Connect your LLM provider
        </Button>
      </Group>
    </Paper>
  );
}
