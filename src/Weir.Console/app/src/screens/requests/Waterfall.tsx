import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Shapes } from '../../api/client';
import { duration, usd } from '../../words/amounts';

type Trace = Shapes['RequestTrace'];

/** A request's way from its arrival to its ledger row: what Weir did before, each try as long as it took, what came after. */
export function Waterfall({ request }: { request: Trace }) {
  const ends = request.attempts.map((attempt) => attempt.startedAfterMs + attempt.durationMs);
  const whole = Math.max(request.durationMs, ...ends, 0.001);
  const first = request.attempts[0]?.startedAfterMs ?? request.durationMs;
  const last = request.attempts.length === 0 ? request.durationMs : Math.min(Math.max(...ends), request.durationMs);
  return (
    <Stack gap="sm" component="ol" className="steps-list">
      <Step name="Admission" note={duration(first)} from={0} to={first} whole={whole} kind="own">
        {request.error !== null && request.attempts.length === 0 ? `Refused: ${request.error}.` : 'The key, its limits, the route; the estimate of the cost and its reservation on budgets.'}
      </Step>
      {request.attempts.length === 0 && (
        <li>
          <Text size="sm">{request.answeredBy === 'cache' ? 'The response cache answered: no provider was asked.' : 'No provider was asked.'}</Text>
        </li>
      )}
      {request.attempts.map((attempt) => (
        <Step
          key={attempt.number}
          name={
            <>
              {attempt.number}. {attempt.error === null ? '✓' : '✕'}{' '}
              <span className="mono">
                {attempt.connection}/{attempt.model}
              </span>
            </>
          }
          note={`${attempt.error ?? `status ${attempt.status}`}${attempt.error !== null && attempt.status > 0 ? ` (status ${attempt.status})` : ''}, ${duration(attempt.durationMs)}, ${usd(attempt.costNanoDollars === null ? null : attempt.costNanoDollars / 1e9)}`}
          from={attempt.startedAfterMs}
          middle={attempt.ttfbMs === null ? undefined : attempt.startedAfterMs + attempt.ttfbMs}
          to={attempt.startedAfterMs + attempt.durationMs}
          whole={whole}
          kind={attempt.error === null ? 'good' : 'bad'}
        >
          {attempt.detail ?? (attempt.ttfbMs === null ? null : `First byte after ${duration(attempt.ttfbMs)}, then ${duration(Math.max(0, attempt.durationMs - attempt.ttfbMs))} of relay.`)}
          {attempt.upstreamId !== null && (
            <>
              {' '}
              At the provider: <span className="mono">{attempt.upstreamId}</span>
            </>
          )}
        </Step>
      ))}
      {request.attempts.length > 0 && (
        <Step name="Settlement" note={duration(Math.max(0, request.durationMs - last))} from={last} to={request.durationMs} whole={whole} kind="own">
          {request.costUsd === null ? 'No price is known: nothing was booked but the tokens.' : `${usd(request.costUsd)} booked, the reservation given back.`}
        </Step>
      )}
    </Stack>
  );
}

interface StepProps {
  name: ReactNode;
  note: string;
  from: number;
  /** Where waiting ends and relay begins. */
  middle?: number | undefined;
  to: number;
  whole: number;
  kind: 'own' | 'good' | 'bad';
  children: ReactNode;
}

function Step({ name, note, from, middle, to, whole, kind, children }: StepProps) {
  const share = (milliseconds: number) => `${Math.min(100, (milliseconds / whole) * 100)}%`;
  const wait = Math.min(middle ?? to, to);
  return (
    <li>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{name}</Text>
        <Text size="sm" className="quiet">
          {note}
        </Text>
      </Group>
      <div className="track" role="img" aria-label={`from ${duration(from)} to ${duration(to)}${middle === undefined ? '' : `, first byte at ${duration(middle)}`}`}>
        <div className={`piece ${kind}`} style={{ left: share(from), width: `max(2px, ${share(wait - from)})` }} />
        {to > wait && <div className={`piece ${kind} relay`} style={{ left: share(wait), width: share(to - wait) }} />}
      </div>
      {children && (
        <Text size="xs" className="quiet" mt={2}>
          {children}
        </Text>
      )}
    </li>
  );
}
