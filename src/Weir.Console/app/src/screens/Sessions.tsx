import { Alert, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, given, type Shapes } from '../api/client';
import { ask } from '../api/queries';
import { Confirm } from '../parts/Confirm';
import { Empty } from '../parts/Empty';
import { Screen } from '../parts/Screen';
import { Failure, Shown } from '../parts/Shown';
import { StatusWord } from '../parts/StatusWord';
import { useDo } from '../parts/useDo';
import { duration, some, usd } from '../words/amounts';
import { CreateSession } from './sessions/CreateSession';

/** Test sessions: a provider's key for a while, for a try. */
export function Sessions() {
  const sessions = useQuery(ask.sessions);
  const [isNew, setNew] = useState(false);
  return (
    <Screen title="Test sessions" about="A provider’s key for a while: held in memory, gone when its time is over." actions={<Button onClick={() => setNew(true)}>Start a session</Button>}>
      <Shown
        query={sessions}
        empty={{
          when: (all) => all.length === 0,
          show: (
            <Empty title="No test sessions" command="weir sessions create openai --minutes 30">
              Try a key without keeping it: a session uses it for as long as you say, and shows what it cost. Start one above, or by command:
            </Empty>
          ),
        }}
      >
        {(all) => (
          <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }}>
            {all.map((session) => (
              <Card key={session.id} session={session} />
            ))}
          </SimpleGrid>
        )}
      </Shown>
      {isNew && <CreateSession onClose={() => setNew(false)} />}
    </Screen>
  );
}

function Card({ session }: { session: Shapes['SessionEntry'] }) {
  const path = { name: session.id };
  const [asks, setAsks] = useState(false);
  const test = useMutation({ mutationFn: () => given(api.POST('/admin/api/v1/sessions/{name}/test', { params: { path } })) });
  const end = useDo(() => given(api.DELETE('/admin/api/v1/sessions/{name}', { params: { path } })), ['sessions'], (ended) => `${ended.id} is over.`);
  const isOpen = session.state === 'open';
  return (
    <Paper withBorder p="md" radius="md" component="article" aria-label={session.connection}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {session.provider}
          </Title>
          <StatusWord status={session.state} />
        </Group>
        <Text size="sm" className="mono">
          {session.connection}
        </Text>
        <Text size="sm">
          {isOpen ? `${duration(session.secondsLeft * 1_000)} left. ` : ''}
          {some(session.uses, 'use')}, {usd(session.costUsd)}. By {session.createdBy}.
        </Text>
        {isOpen && (
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => test.mutate()} loading={test.isPending}>
              Send a first message
            </Button>
            <Button size="xs" variant="default" onClick={() => setAsks(true)}>
              End
            </Button>
          </Group>
        )}
        <div aria-live="polite">
          {test.error && <Failure error={test.error} />}
          {test.data && (
            <Alert color={test.data.ok ? 'teal' : 'red'} variant="outline" title={test.data.ok ? `✓ ${test.data.model} answered` : `✕ ${test.data.errorKind ?? 'It failed'}`}>
              <Text size="sm">
                {test.data.answer ?? test.data.message} {test.data.action} ({duration(test.data.durationMs)}, {usd(test.data.costUsd)})
              </Text>
            </Alert>
          )}
        </div>
      </Stack>
      {asks && (
        <Confirm title={`End the session for ${session.provider}?`} action="End it" isFinal onClose={() => setAsks(false)} onDo={() => end.mutateAsync(undefined)}>
          Its key is forgotten at once. What is being answered is finished.
        </Confirm>
      )}
    </Paper>
  );
}
