import { Anchor, Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { chat } from '../../api/chat';
import type { Shapes } from '../../api/client';
import { Failure } from '../../parts/Shown';
import { count, duration, usd } from '../../words/amounts';
import { Snippets } from './Snippets';

/** Sends a message, and shows the answer as it comes, with what it cost. */
export function FirstMessage({ model }: { model: string }) {
  const [text, setText] = useState('Say hello in five words.');
  const [answer, setAnswer] = useState('');
  const [trace, setTrace] = useState<Shapes['RequestTrace'] | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const running = useRef<AbortController | null>(null);
  const [isBusy, setBusy] = useState(false);

  const send = async () => {
    const abort = new AbortController();
    running.current = abort;
    setBusy(true);
    setAnswer('');
    setTrace(null);
    setError(null);
    try {
      for await (const part of chat({ model, messages: [{ role: 'user', content: text }] }, abort.signal)) {
        if (part.kind === 'text') {
          setAnswer((before) => before + part.text);
        } else if (part.kind === 'end') {
          setTrace(part.trace);
        }
      }
    } catch (failure) {
      if (!abort.signal.aborted) {
        setError(failure as Error);
      }
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape' && isBusy) {
      event.preventDefault();
      running.current?.abort();
    }
  };

  return (
    <Stack maw={720}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Textarea label={`Your first message to ${model}`} description="Ctrl+Enter sends." value={text} onChange={(event) => setText(event.currentTarget.value)} onKeyDown={keys} autosize minRows={2} />
          <Group justify="flex-end">
            {isBusy ? (
              <Button variant="default" onClick={() => running.current?.abort()}>
                Stop
              </Button>
            ) : (
              <Button type="submit" disabled={text.trim().length === 0} autoFocus>
                Send
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      {(isBusy || answer.length > 0) && (
        <Paper withBorder p="md" component="section" aria-label="Answer" aria-live="polite" aria-busy={isBusy}>
          <Text style={{ whiteSpace: 'pre-wrap' }}>
            {answer}
            {isBusy && <span className="caret" aria-hidden="true" />}
          </Text>
        </Paper>
      )}
      {error && <Failure error={error} />}
      {trace && (
        <>
          <Text size="sm" role="status">
            {trace.costUsd === null ? 'Its price is not known.' : `It cost ${usd(trace.costUsd)}.`} {count(trace.usage.input)} tokens in, {count(trace.usage.output)} out; the first byte after {duration(trace.ttfbMs)}, all of it after {duration(trace.durationMs)}.{' '}
            <Anchor inherit underline="always" renderRoot={(props) => <Link to="/requests/$id" params={{ id: trace.id }} {...props} />}>
              See its way
            </Anchor>
          </Text>
          <Snippets />
        </>
      )}
    </Stack>
  );
}
