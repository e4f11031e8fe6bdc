import { Anchor, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ask } from '../api/queries';
import { useLive } from '../live/events';
import { merge } from '../live/merge';
import { Empty } from '../parts/Empty';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { StatusWord } from '../parts/StatusWord';
import { count, some, usd } from '../words/amounts';
import { firstRequest } from '../words/commands';
import { away, brief, daysAgo } from '../words/moments';
import { Begin } from './overview/Begin';
import { Sparkline } from './overview/Sparkline';

/** How the gateway fares, at a glance; every number leads to the list behind it. */
export function Overview() {
  const { pulses, arrived } = useLive();
  const now = pulses.at(-1);
  const today = useQuery({ ...ask.usage('provider', daysAgo(0)), refetchInterval: 15_000 });
  const month = useQuery(ask.usage('provider', daysAgo(new Date().getUTCDate() - 1)));
  const statuses = useQuery(ask.statuses);
  const failed = useQuery(ask.requests({ failed: true }));
  const status = useQuery(ask.status);
  const isNew = statuses.data?.every((connection) => connection.provider === 'simulator') ?? false;

  return (
    <Screen title="Overview" about={status.data && `Weir ${status.data.version}, configuration ${status.data.snapshotVersion}, catalogue of ${status.data.catalogDate}`}>
      {isNew && <Begin />}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        <Tile title="Requests per minute" figure={now ? count(now.requestsLastMinute) : '–'} note={now ? `${count(now.underWay)} under way, ${count(now.failedLastMinute)} failed` : 'Waiting for the first look'}>
          <Sparkline values={pulses.map((pulse) => pulse.requestsLastMinute)} />
        </Tile>
        <Tile title="Spend today (UTC)" figure={today.data ? usd(today.data.totals.costUsd) : '–'} note={today.data ? some(today.data.totals.requests, 'request') : ''} />
        <Tile title="Spend this month (UTC)" figure={month.data ? usd(month.data.totals.costUsd) : '–'} note={month.data && month.data.totals.unpriced > 0 ? `${some(month.data.totals.unpriced, 'request')} without a known price` : 'Every request is priced'} />
        <Tile
          title="Failed today"
          figure={
            today.data ? (
              <Anchor inherit underline="always" c="inherit" renderRoot={(props) => <Link to="/requests" search={{ failed: true }} {...props} />}>
                {count(today.data.totals.failed)}
              </Anchor>
            ) : (
              '–'
            )
          }
          note={today.data ? `of ${count(today.data.totals.requests)}` : ''}
        />
      </SimpleGrid>

      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            Providers
          </Title>
          <Shown
            query={statuses}
            height={120}
            empty={{
              when: (all) => all.length === 0,
              show: (
                <Empty title="No provider is connected" command="weir init">
                  Connect one on the Providers page, or let Weir look for keys that this machine already has:
                </Empty>
              ),
            }}
          >
            {(all) => (
              <Stack gap="xs">
                {all.map((connection) => (
                  <Paper withBorder p="sm" key={connection.name}>
                    <Group justify="space-between">
                      <Anchor underline="always" c="inherit" renderRoot={(props) => <Link to="/providers" {...props} />}>
                        {connection.name}
                      </Anchor>
                      <StatusWord status={connection.status} />
                    </Group>
                    {connection.reason && (
                      <Text size="sm" className="quiet">
                        {connection.reason}
                      </Text>
                    )}
                  </Paper>
                ))}
              </Stack>
            )}
          </Shown>
        </Stack>
        <Stack gap="sm">
          <Title order={2} size="h4">
            Last errors
          </Title>
          <Shown query={failed} height={120}>
            {(listed) => {
              const errors = merge(arrived.filter((request) => request.error !== null || request.status >= 400), listed, 10);
              return errors.length === 0 ? (
                today.data?.totals.requests === 0 ? (
                  <Empty title="Nothing has been asked today" command={firstRequest(location.origin)}>
                    Requests that fail stand here, with what to do. Send a first one:
                  </Empty>
                ) : (
                  <Text>No request has failed.</Text>
                )
              ) : (
                <Stack gap="xs">
                  {errors.map((request) => (
                    <Paper withBorder p="sm" key={request.id}>
                      <Group justify="space-between">
                        <Anchor underline="always" c="inherit" renderRoot={(props) => <Link to="/requests/$id" params={{ id: request.id }} {...props} />}>
                          {request.error ?? `Status ${request.status}`}
                        </Anchor>
                        <Text size="sm" className="quiet" title={away(request.time)}>
                          {brief(request.time)}
                        </Text>
                      </Group>
                      <Text size="sm" className="quiet">
                        {request.modelAsked ?? 'no model'} for {request.key ?? 'an unknown key'}
                      </Text>
                    </Paper>
                  ))}
                </Stack>
              );
            }}
          </Shown>
        </Stack>
      </SimpleGrid>
    </Screen>
  );
}

function Tile({ title, figure, note, children }: { title: string; figure: ReactNode; note: string; children?: ReactNode }) {
  return (
    <Paper withBorder p="md" radius="md">
      <Text size="sm" className="quiet">
        {title}
      </Text>
      <div className="figure">{figure}</div>
      <Text size="sm" className="quiet" mih={22}>
        {note}
      </Text>
      {children}
    </Paper>
  );
}
