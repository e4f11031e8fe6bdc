import { Anchor, Button, Group, Loader, Paper, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem';
import { Failure } from '../../parts/Shown';
import { count, duration, usd } from '../../words/amounts';
import { Raw } from './Raw';
import type { Run } from './useRun';

/** One turn: what was asked, what came, what it cost. */
export function Answer({ run, onConfirm }: { run: Run; onConfirm: ((next: string) => void) | null }) {
  const [isRaw, setRaw] = useState(false);
  const isAsking = run.error instanceof ApiProblem && run.error.kind === 'confirmation_needed';
  return (
    <Stack gap="xs" component="article" aria-label="Turn">
      <Paper p="xs" radius="sm" className="asked">
        <Text size="sm" className="answer">
          {run.prompt}
        </Text>
      </Paper>
      {run.thoughts.length > 0 && (
        <details>
          <summary>Reasoning</summary>
          <Text size="sm" className="answer quiet">
            {run.thoughts}
          </Text>
        </details>
      )}
      {run.text.length > 0 && (
        <Text className="answer" data-answer>
          {run.text}
        </Text>
      )}
      {run.calls.map((call, index) => (
        <div key={call.id || index}>
          <Text size="sm">
            Calls <span className="mono">{call.name}</span>
          </Text>
          <pre className="raw">{pretty(call.arguments)}</pre>
        </div>
      ))}
      {run.error && <Failure error={run.error} />}
      {isAsking && onConfirm && (
        <Group>
          <Button size="xs" onClick={() => onConfirm('yes')}>
            Go on with the next target
          </Button>
        </Group>
      )}
      <Group gap="xs" role="status">
        {run.state === 'under way' ? (
          <>
            <Loader size="xs" aria-hidden="true" />
            <Text size="sm">The answer is coming.</Text>
          </>
        ) : (
          <Text size="sm" className="quiet">
            {ending(run)}
          </Text>
        )}
      </Group>
      {run.state !== 'under way' && (
        <Group gap="sm">
          <Button size="xs" variant="default" onClick={() => setRaw(true)}>
            Raw and snippets
          </Button>
          {run.trace && (
            <Anchor size="sm" underline="always" c="inherit" renderRoot={(props) => <Link to="/requests/$id" params={{ id: run.trace!.id }} {...props} />}>
              This request’s page
            </Anchor>
          )}
        </Group>
      )}
      {isRaw && <Raw run={run} onClose={() => setRaw(false)} />}
    </Stack>
  );
}

/** What it came to: by the ledger where it tells, else by what was seen here. */
function ending({ state, trace, firstMs }: Run): string {
  if (trace === null) {
    return state === 'stopped' ? 'Stopped. What was used until then is booked.' : 'Nothing was answered.';
  }

  const { usage } = trace;
  const reasoning = usage.reasoning > 0 ? ` (${count(usage.reasoning)} of reasoning)` : '';
  return `${trace.costUsd === null ? 'Price unknown' : usd(trace.costUsd)}, ${count(usage.input)} tokens in, ${count(usage.output)} out${reasoning}, first byte after ${duration(trace.ttfbMs ?? firstMs)}, ${duration(trace.durationMs)} in all, by ${trace.modelAnswered ?? 'nobody'}.`;
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
