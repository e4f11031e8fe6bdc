import { Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/queries';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { some, usd } from '../../words/amounts';
import { away, moment } from '../../words/moments';

/** What the provider lately said of its limits, how old that is, and what went through here within them. */
export function Quotas({ name }: { name: string }) {
  const quotas = useQuery({ ...ask.quotas, refetchInterval: 15_000 });
  const own = (quotas.data ?? []).filter((quota) => quota.connection === name);
  return (
    <Panel title="Quota">
      <Shown
        query={quotas}
        height={60}
        empty={{
          when: () => own.length === 0,
          show: (
            <Text size="sm" className="quiet">
              The provider has told nothing of its limits yet. Many tell them with each answer: send a request.
            </Text>
          ),
        }}
      >
        {() => (
          <Stack gap="sm">
            {own.map((quota) => (
              <div key={quota.window}>
                <Group justify="space-between" gap="xs">
                  <Text size="sm" fw={600}>
                    {quota.window}
                  </Text>
                  <Text size="sm">
                    {quota.remaining === null ? (quota.used === null ? '' : `${Math.round(quota.used * 100)} % used`) : `${quota.remaining.toLocaleString('en-US')}${quota.limit === null ? '' : ` of ${quota.limit.toLocaleString('en-US')}`} left`}
                  </Text>
                </Group>
                {quota.used !== null && <Progress value={Math.min(100, quota.used * 100)} color={quota.used > 0.9 ? 'red.8' : 'teal.8'} aria-label={`${quota.window}: ${Math.round(quota.used * 100)} % used`} />}
                <Text size="xs" className="quiet">
                  {quota.resetsAt && <span title={moment(quota.resetsAt)}>Full again {away(quota.resetsAt)}. </span>}
                  <span title={moment(quota.seenAt)}>Told {away(quota.seenAt)}.</span>
                  {quota.own && ` Through Weir: ${some(quota.own.requests, 'request')}, ${usd(quota.own.costUsd)}.`}
                </Text>
              </div>
            ))}
          </Stack>
        )}
      </Shown>
    </Panel>
  );
}
