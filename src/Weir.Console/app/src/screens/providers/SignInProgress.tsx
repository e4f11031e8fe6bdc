import { Alert, Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Copyable } from '../../parts/Copyable';
import { Qr } from '../../parts/Qr';
import { Failure } from '../../parts/Shown';
import { useNow } from '../../parts/useNow';
import { away } from '../../words/moments';

/** Follows a sign-in: the code to type, the page to open, what came of it. */
export function SignInProgress({ started, onAgain, onDone, onConnected }: { started: Shapes['SignInEntry']; onAgain: () => void; onDone: () => void; onConnected?: (connection: string) => void }) {
  const now = useNow();
  const follows = started.id.length > 0 && started.state === 'waiting';
  const followed = useQuery({ ...ask.signIn(started.id), enabled: follows, initialData: started });
  const entry = followed.data;
  const queries = useQueryClient();
  const [pasted, setPasted] = useState('');
  const path = { name: started.id };
  const paste = useMutation({
    mutationFn: () => given(api.POST('/admin/api/v1/auth/sign-ins/{name}/paste', { params: { path }, body: { text: pasted } })),
    onSuccess: (next) => queries.setQueryData(ask.signIn(started.id).queryKey, next),
  });
  const cancel = useMutation({ mutationFn: () => given(api.DELETE('/admin/api/v1/auth/sign-ins/{name}', { params: { path } })), onSettled: onAgain });

  useEffect(() => {
    if (entry.state === 'done') {
      void queries.invalidateQueries({ queryKey: ['providers'] });
      void queries.invalidateQueries({ queryKey: ['models'] });
      if (follows) {
        onConnected?.(entry.connection);
      }
    }
    // Once: when it is done.
  }, [entry.state]);

  if (entry.state !== 'waiting') {
    const isDone = entry.state === 'done';
    return (
      <Stack>
        <Alert color={isDone ? 'teal' : 'red'} variant="outline" title={isDone ? `✓ ${entry.connection} is connected` : '✕ The sign-in failed'} role="status">
          {entry.message} {entry.action}
        </Alert>
        <Group justify="flex-end">
          {!isDone && (
            <Button variant="default" onClick={onAgain}>
              Try again
            </Button>
          )}
          <Button onClick={onDone}>Close</Button>
        </Group>
      </Stack>
    );
  }

  return (
    <Stack>
      {entry.userCode && (
        <div>
          <Text size="sm">Type this code on the page below:</Text>
          <p className="code" aria-label="Code">
            {entry.userCode}
          </p>
          <Copyable text={entry.userCode} label="Copy the code" />
        </div>
      )}
      {entry.url && (
        <Group align="flex-start" wrap="wrap">
          <Qr text={entry.url} />
          <Anchor href={entry.url} target="_blank" rel="noreferrer" underline="always" className="mono" style={{ flex: 1, minWidth: 200 }}>
            {entry.url}
          </Anchor>
        </Group>
      )}
      {entry.takesPaste && (
        <Group align="flex-end">
          <TextInput style={{ flex: 1 }} label="Where the browser ended up" description="When it shows an error at the end, paste its address here." value={pasted} onChange={(event) => setPasted(event.currentTarget.value)} />
          <Button variant="default" onClick={() => paste.mutate()} loading={paste.isPending} disabled={pasted.length === 0}>
            Use it
          </Button>
        </Group>
      )}
      {(paste.error ?? followed.error) && <Failure error={(paste.error ?? followed.error)!} />}
      <Group justify="space-between">
        <Text size="sm" className="quiet" role="status">
          Waiting for you to finish{entry.expiresAt ? `; it ends ${away(entry.expiresAt, now)}` : ''}.
        </Text>
        <Button variant="default" onClick={() => cancel.mutate()} loading={cancel.isPending}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
