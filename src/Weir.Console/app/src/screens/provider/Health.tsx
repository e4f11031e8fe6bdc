import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { Confirm } from '../../parts/Confirm';
import { Fact, Facts } from '../../parts/Facts';
import { Panel } from '../../parts/Panel';
import { Failure } from '../../parts/Shown';
import { Tested } from '../../parts/Tested';
import { useDo } from '../../parts/useDo';
import { count, some, usd } from '../../words/amounts';
import { away, moment } from '../../words/moments';

/** How a connection fares now, a test of it, and its switch. */
export function Health({ name, status, connection }: { name: string; status: Shapes['ConnectionStatus'] | undefined; connection: Shapes['ConnectionDetail'] }) {
  const [asks, setAsks] = useState(false);
  const path = { name };
  const test = useMutation({ mutationFn: () => given(api.POST('/admin/api/v1/connections/{name}/test', { params: { path } })) });
  const set = useDo(
    (enabled: boolean) => given(api.POST('/admin/api/v1/connections/{name}/switch', { params: { path }, body: { enabled } })),
    ['providers'],
    (entry) => `${entry.name} is ${entry.served ? 'on' : 'off'} now.`,
  );
  return (
    <Panel
      title="Status"
      actions={
        <>
          <Button size="xs" variant="default" onClick={() => test.mutate()} loading={test.isPending} disabled={!connection.enabled}>
            Test
          </Button>
          <Button size="xs" variant="default" onClick={() => (connection.enabled ? setAsks(true) : set.mutate(true))} loading={set.isPending} disabled={connection.declared} title={connection.declared ? `${connection.origin} rules it` : undefined}>
            {connection.enabled ? 'Disable' : 'Enable'}
          </Button>
        </>
      }
    >
      <Stack gap="sm">
        <Facts>
          {status?.reason && <Fact name="Why">{status.reason}</Fact>}
          <Fact name="Today">
            {some(status?.requestsToday ?? 0, 'request')}, {usd(status?.costTodayUsd ?? 0)}
          </Fact>
          <Fact name="Last used">
            <span title={moment(status?.lastUsed ?? null)}>{away(status?.lastUsed ?? null)}</span>
          </Fact>
          <Fact name="Under way">{count(status?.underWay ?? 0)}</Fact>
          <Fact name="Models">
            <Anchor inherit underline="always" renderRoot={(props) => <Link to="/models" search={{ connection: name }} {...props} />}>
              {count(status?.models ?? 0)}
            </Anchor>
          </Fact>
          {status?.lastError && (
            <Fact name="Last error">
              {status.lastError.replaceAll('_', ' ')}, {away(status.lastErrorAt)}
            </Fact>
          )}
        </Facts>
        <div aria-live="polite">
          {test.error && <Failure error={test.error} />}
          {test.data && <Tested test={test.data} />}
        </div>
        {connection.declared && (
          <Text size="xs" className="quiet">
            Switch it on or off at {connection.origin}: the file rules what it declares.
          </Text>
        )}
      </Stack>
      {asks && (
        <Confirm title={`Disable ${name}?`} action="Disable" isFinal onClose={() => setAsks(false)} onDo={() => set.mutateAsync(false)}>
          No request is sent through it until it is enabled again. Requests that name its models go to the next target of their chain, or are refused.
        </Confirm>
      )}
    </Panel>
  );
}
