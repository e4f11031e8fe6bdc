import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem';

interface Props<T> {
  query: UseQueryResult<T>;
  /** What stands there when there is nothing: what it is, why, and the next step. */
  empty?: { when: (data: T) => boolean; show: ReactNode };
  /** Who did not answer, in a sentence; null when everybody did. */
  partial?: (data: T) => string | null;
  /** Height of the placeholder in pixels, near that of what will come. */
  height?: number;
  children: (data: T) => ReactNode;
}

/** Every list's states: on its way, failed or cut off (with what is known still there), not allowed, nothing there, there in part, there. */
export function Shown<T>({ query, empty, partial, height = 240, children }: Props<T>) {
  const missing = query.data === undefined ? null : (partial?.(query.data) ?? null);
  if (query.error instanceof ApiProblem && query.error.status === 403) {
    return <NotAllowed problem={query.error} />;
  }

  return (
    <Stack gap="md">
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} retrying={query.isFetching} />}
      {missing !== null && (
        <Alert color="orange" variant="outline" title="Not all of it" role="status">
          {missing}
        </Alert>
      )}
      {query.data !== undefined ? (empty?.when(query.data) ? empty.show : children(query.data)) : !query.isError && <Placeholder height={height} />}
    </Stack>
  );
}

/** What went wrong, what to do, and a way to try again. */
export function Failure({ error, retry, retrying = false }: { error: Error; retry?: () => void; retrying?: boolean }) {
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <Alert color="red" variant="outline" title={problem?.title ?? 'Not reachable'} role="alert">
      <Stack gap="xs">
        <Text size="sm">{error.message}</Text>
        {problem?.action && <Text size="sm">{problem.action}</Text>}
        <Group gap="sm">
          {retry && (
            <Button size="xs" variant="default" onClick={retry} loading={retrying}>
              Retry
            </Button>
          )}
          {problem?.requestId && (
            <Text size="xs" className="quiet">
              Request <span className="mono">{problem.requestId}</span>
            </Text>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

function NotAllowed({ problem }: { problem: ApiProblem }) {
  return (
    <Alert color="gray" variant="outline" title="This is not open to you">
      <Text size="sm">{problem.message}</Text>
      <Text size="sm">{problem.action ?? 'An admin of this gateway can open it.'}</Text>
    </Alert>
  );
}

/** Keeps the room free. What comes at once shows no placeholder: it would only flicker. */
function Placeholder({ height }: { height: number }) {
  return (
    <div role="status" aria-label="Loading" className="placeholder" style={{ minHeight: height }}>
      <Skeleton height={height} radius="md" />
    </div>
  );
}
