import { Anchor, Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { Confirm } from '../../parts/Confirm';
import { Fact, Facts } from '../../parts/Facts';
import { Failure } from '../../parts/Shown';
import { Tested } from '../../parts/Tested';
import { StatusWord } from '../../parts/StatusWord';
import { useDo } from '../../parts/useDo';
import { count, some, usd } from '../../words/amounts';
import { away, moment } from '../../words/moments';

interface Props {
  status: Shapes['ConnectionStatus'];
  credential: Shapes['CredentialEntry'] | undefined;
  quotas: readonly Shapes['QuotaEntry'][];
  onSignIn: () => void;
}

/** One connection: how it fares, and what can be done with it. */
export function ConnectionCard({ status, credential, quotas, onSignIn }: Props) {
  const path = { name: status.name };
  const [asks, setAsks] = useState(false);
  const test = useMutation({ mutationFn: () => given(api.POST('/admin/api/v1/connections/{name}/test', { params: { path } })) });
  const set = useDo(
    (enabled: boolean) => given(api.POST('/admin/api/v1/connections/{name}/switch', { params: { path }, body: { enabled } })),
    ['providers'],
    (entry) => `${entry.name} is ${entry.served ? 'on' : 'off'} now.`,
  );
  const isOff = status.status === 'disabled';
  const signsIn = credential !== undefined && credential.method !== 'none';

  return (
    <Paper withBorder p="md" radius="md" component="article" aria-label={status.name}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div style={{ minWidth: 0 }}>
            <Title order={2} size="h4" className="mono">
              <Anchor inherit underline="always" c="inherit" renderRoot={(props) => <Link to="/providers/$name" params={{ name: status.name }} {...props} />}>
                {status.name}
              </Anchor>
            </Title>
            <Text size="sm" className="quiet">
              {status.provider} · {status.origin}
            </Text>
          </div>
          <StatusWord status={status.status} />
        </Group>
        {status.reason && <Text size="sm">{status.reason}</Text>}
        <Facts>
          <Fact name="Models">
            <Anchor underline="always" c="inherit" size="sm" renderRoot={(props) => <Link to="/models" search={{ connection: status.name }} {...props} />}>
              {count(status.models)}
            </Anchor>
          </Fact>
          <Fact name="Today">
            {some(status.requestsToday, 'request')}, {usd(status.costTodayUsd)}
          </Fact>
          <Fact name="Last used">
            <span title={moment(status.lastUsed)}>{away(status.lastUsed)}</span>
          </Fact>
          <Fact name="Under way">{count(status.underWay)}</Fact>
          {credential && (
            <Fact name="Signs in with">
              {credential.source} {credential.masked && <span className="mono">({credential.masked})</span>}
            </Fact>
          )}
          {status.lastError && (
            <Fact name="Last error">
              {status.lastError}, {away(status.lastErrorAt)}
            </Fact>
          )}
        </Facts>
        {quotas.map((quota) => (
          <div key={quota.window ?? 'none'}>
            <Group justify="space-between" gap="xs">
              <Text size="sm">{quota.window ?? 'Quota'}</Text>
              <Text size="sm" className="quiet">
                {quota.remaining === null ? '' : `${quota.remaining.toLocaleString('en-US')} ${quota.unit === null ? '' : `${quota.unit} `}left, `}
                {quota.window === null ? 'unknown' : quota.resetsAt ? `resets ${away(quota.resetsAt)}` : `as of ${away(quota.seenAt)}`}
              </Text>
            </Group>
            {quota.used !== null && <Progress value={Math.min(100, quota.used * 100)} color={quota.used > 0.9 ? 'red.8' : 'teal.8'} aria-label={`${quota.window}: ${Math.round(quota.used * 100)} % used`} />}
            {quota.error !== null && (
              <Text size="xs" className="quiet">
                {quota.error}
              </Text>
            )}
          </div>
        ))}
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => test.mutate()} loading={test.isPending} disabled={isOff}>
            Test
          </Button>
          {signsIn && (
            <Button size="xs" variant="default" onClick={onSignIn}>
              Sign in again
            </Button>
          )}
          {!status.declared && (
            <Button size="xs" variant="default" onClick={() => (isOff ? set.mutate(true) : setAsks(true))} loading={set.isPending}>
              {isOff ? 'Enable' : 'Disable'}
            </Button>
          )}
        </Group>
        <div aria-live="polite">
          {test.error && <Failure error={test.error} />}
          {test.data && <Tested test={test.data} />}
        </div>
      </Stack>
      {asks && (
        <Confirm title={`Disable ${status.name}?`} action="Disable" isFinal onClose={() => setAsks(false)} onDo={() => set.mutateAsync(false)}>
          No request is sent through it until it is enabled again. Requests that name its models go to the next target of their chain, or are refused.
        </Confirm>
      )}
    </Paper>
  );
}
