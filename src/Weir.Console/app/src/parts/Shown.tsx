import { Alert, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem';
import { moment } from '../words/moments';

interface Props<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'isError' | 'isFetching' | 'dataUpdatedAt'> & { refetch: () => unknown };
  /** What stands there when there is nothing: what it is, why, and the next step. */
  empty?: { when: (data: T) => boolean; show: ReactNode };
  /** Height of the placeholder in pixels, near that of what will come. */
  height?: number;
  /** Says which part is missing of what is there; null when nothing is. */
  partial?: (data: T) => string | null;
  children: (data: T) => ReactNode;
}

/** Every list's states: on its way, failed or cut off (with what is known still there), not allowed, nothing there, a part there, all there. */
export function Shown<T>({ query, empty, height = 240, partial, children }: Props<T>) {
  if (query.error instanceof ApiProblem && query.error.status === 403) {
    return <NotAllowed problem={query.error} />;
  }

  const missing = query.data === undefined ? null : (partial?.(query.data) ?? null);
  return (
    <Stack gap="md">
      {query.error !== null && <Failure error={query.error} retry={() => void query.refetch()} retrying={query.isFetching} />}
      {query.isError && query.data !== undefined && (
        <Text size="sm" className="quiet">
          What follows is as of {moment(new Date(query.dataUpdatedAt).toISOString())}.
        </Text>
      )}
      {missing !== null && (
        <Alert color="orange" variant="outline" role="status" title="Not all of it is here">
          {missing}
        </Alert>
      )}
      {query.data !== undefined ? (empty?.when(query.data) ? empty.show : children(query.data)) : !query.isError && <Placeholder height={height} />}
    </Stack>
  );
}

/** Who asks may not see this: says who may. */
function NotAllowed({ problem }: { problem: ApiProblem }) {
  return (
    <Paper withBorder p="xl" radius="md" role="status">
      <Stack gap="sm">
        <Title order={2} size="h4">
          You may not see this
        </Title>
        <Text>{problem.message}</Text>
        {problem.action && <Text>{problem.action}</Text>}
      </Stack>
    </Paper>
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

/** Keeps the room free. What comes at once shows no placeholder: it would only flicker. */
export function Placeholder({ height }: { height: number }) {
  return (
    <div role="status" aria-label="Loading" className="placeholder" style={{ minHeight: height }}>
      <Skeleton height={height} radius="md" />
    </div>
  );
}
