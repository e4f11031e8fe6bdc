import { Group, Stack, Text } from '@mantine/core';
import type { Shapes } from '../../api/client';
import { duration, usd } from '../../words/amounts';

/** The tries of a request, each as long as it took, from the request's arrival on. */
export function Waterfall({ request }: { request: Shapes['RequestTrace'] }) {
  if (request.attempts.length === 0) {
    return <Text size="sm">{request.answeredBy === 'cache' ? 'The response cache answered: no provider was asked.' : 'No provider was asked.'}</Text>;
  }

  const whole = Math.max(request.durationMs, ...request.attempts.map((attempt) => attempt.startedAfterMs + attempt.durationMs), 1);
  return (
    <Stack gap="md" component="ol" style={{ listStyle: 'none', padding: 0, margin: 0 }}>
      {request.attempts.map((attempt) => (
        <li key={attempt.number}>
          <Group justify="space-between" gap="xs">
            <Text size="sm">
              {attempt.number}. {attempt.error === null ? '✓' : '✕'} <span className="mono">{attempt.connection}/{attempt.model}</span>
            </Text>
            <Text size="sm" className="quiet">
              {attempt.error ?? `status ${attempt.status}`}, {duration(attempt.durationMs)}, {usd(attempt.costNanoDollars === null ? null : attempt.costNanoDollars / 1e9)}
            </Text>
          </Group>
          <div
            className={attempt.error === null ? 'bar' : 'bar failed'}
            style={{ marginLeft: `${(attempt.startedAfterMs / whole) * 100}%`, width: `${Math.max((attempt.durationMs / whole) * 100, 0.5)}%` }}
            role="img"
            aria-label={`from ${duration(attempt.startedAfterMs)} on, for ${duration(attempt.durationMs)}`}
          />
          {attempt.detail && (
            <Text size="sm" mt={4}>
              {attempt.detail}
            </Text>
          )}
        </li>
      ))}
    </Stack>
  );
}
