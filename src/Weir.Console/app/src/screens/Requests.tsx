import { Button, Group, Select, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { ask, type RequestFilter } from '../api/queries';
import type { Shapes } from '../api/client';
import { useLive } from '../live/events';
import { merge } from '../live/merge';
import { Empty } from '../parts/Empty';
import { Rows, type Column } from '../parts/Rows';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { useSession } from '../session/useSession';
import { count, duration, usd } from '../words/amounts';
import { firstRequest } from '../words/commands';
import { brief } from '../words/moments';
import { passes } from './requests/passes';
import { outcome } from './requests/outcome';

type Request = Shapes['RequestEntry'];

const room = 500;

const columns: Column<Request>[] = [
  { title: 'Time', width: '130px', cell: (request) => brief(request.time) },
  { title: 'Key', width: 'minmax(80px, 1fr)', cell: (request) => request.key ?? '–' },
  {
    title: 'Model',
    width: 'minmax(200px, 2fr)',
    cell: (request) => (
      <span title={`asked for ${request.modelAsked ?? 'none'}`}>{request.modelAnswered ?? request.modelAsked ?? '–'}</span>
    ),
  },
  { title: 'Outcome', width: 'minmax(120px, 1fr)', cell: outcome },
  { title: 'Tokens in', width: '90px', isNumber: true, cell: (request) => count(request.usage.input) },
  { title: 'Out', width: '70px', isNumber: true, cell: (request) => count(request.usage.output) },
  { title: 'Cost', width: '100px', isNumber: true, cell: (request) => usd(request.costUsd) },
  { title: 'First byte', width: '90px', isNumber: true, cell: (request) => duration(request.ttfbMs) },
  { title: 'Total', width: '80px', isNumber: true, cell: (request) => duration(request.durationMs) },
];

/** Requests, the newest first, as they come. Nothing moves while it is held. */
export function Requests() {
  const filter: RequestFilter = useSearch({ from: '/shell/requests' });
  const listed = useQuery(ask.requests(filter));
  const keys = useQuery(ask.keys);
  const statuses = useQuery({ ...ask.statuses, enabled: useSession().may('manager') });
  const { arrived } = useLive();
  const navigate = useNavigate();
  const [held, setHeld] = useState<readonly Request[] | null>(null);
  const fresh = useMemo(() => arrived.filter((request) => passes(request, filter)), [arrived, filter]);
  const rows = useMemo(() => merge(held ?? fresh, listed.data ?? [], room), [held, fresh, listed.data]);
  const waiting = held === null ? 0 : merge(fresh, listed.data ?? [], room).filter((request) => !rows.some((row) => row.id === request.id)).length;
  const narrow = (change: { [K in keyof RequestFilter]: RequestFilter[K] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined && value !== '')) as RequestFilter;
    void navigate({ to: '/requests', search: next, replace: true });
  };

  return (
    <Screen
      title="Requests"
      about="Prompts and answers are not kept: this is who asked what, where it went, and what it cost."
      actions={
        <Group gap="sm">
          {waiting > 0 && (
            <Button size="xs" variant="default" onClick={() => setHeld(fresh)}>
              {count(waiting)} new
            </Button>
          )}
          <Switch label="Live" checked={held === null} onChange={(event) => setHeld(event.currentTarget.checked ? null : fresh)} />
        </Group>
      }
    >
      <Group align="flex-end">
        <Select label="Key" placeholder="All" clearable clearButtonProps={{ 'aria-label': 'All keys' }} searchable data={[...new Set((keys.data ?? []).map((key) => key.name))]} value={filter.key ?? null} onChange={(value) => narrow({ key: value ?? undefined })} />
        <Select label="Connection" placeholder="All" clearable clearButtonProps={{ 'aria-label': 'All connections' }} data={(statuses.data ?? []).map((status) => status.name)} value={filter.connection ?? null} onChange={(value) => narrow({ connection: value ?? undefined })} />
        <Switch label="Failed only" checked={filter.failed === true} onChange={(event) => narrow({ failed: event.currentTarget.checked ? true : undefined })} mb={8} />
        {filter.model && (
          <Button variant="default" size="xs" mb={4} onClick={() => narrow({ model: undefined })} aria-label={`Take away the filter on ${filter.model}`}>
            {filter.model} ✕
          </Button>
        )}
      </Group>
      <Shown query={listed} height={480}>
        {() =>
          rows.length === 0 ? (
            Object.keys(filter).length > 0 ? (
              <Text>No request passes these filters.</Text>
            ) : (
              <Empty title="Nothing has been asked yet" command={firstRequest(location.origin)}>
                Each request stands here as soon as it is answered. Send a first one:
              </Empty>
            )
          ) : (
            <Rows label="Requests" rows={rows} columns={columns} keyOf={(request) => request.id} onOpen={(request) => void navigate({ to: '/requests/$id', params: { id: request.id } })} />
          )
        }
      </Shown>
    </Screen>
  );
}
