import { Button, Group, Menu, Switch, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import type { Shapes } from '../api/client';
import { useLive } from '../live/events';
import { Empty } from '../parts/Empty';
import { Rows, type Column } from '../parts/Rows';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { usePageKeys } from '../parts/usePageKeys';
import { count, duration, usd } from '../words/amounts';
import { firstRequest } from '../words/commands';
import { brief } from '../words/moments';
import { exportAddress } from './requests/export';
import { filterOf, parts, type RequestSearch } from './requests/filter';
import { FilterBar } from './requests/FilterBar';
import { Histogram } from './requests/Histogram';
import { outcome } from './requests/outcome';
import { Peek } from './requests/Peek';
import { useCopyKey } from './requests/useCopyKey';
import { useList } from './requests/useList';
import { useTimes } from './requests/useTimes';

type Request = Shapes['RequestEntry'];

const columns: Column<Request>[] = [
  { title: 'Time', width: '106px', cell: (request) => brief(request.time) },
  { title: 'Key', width: 'minmax(70px, 1fr)', cell: (request) => request.key ?? '–' },
  {
    title: 'Model',
    width: 'minmax(130px, 2fr)',
    cell: (request) => <span title={`asked for ${request.modelAsked ?? 'none'}`}>{model(request)}</span>,
  },
  { title: 'Outcome', width: 'minmax(115px, 1fr)', cell: outcome },
  { title: 'Tries', width: '40px', isNumber: true, cell: (request) => count(request.attemptCount) },
  { title: 'Tokens in', width: '76px', isNumber: true, cell: (request) => count(request.usage.input) },
  { title: 'Cached', width: '60px', isNumber: true, cell: (request) => count(request.usage.cachedRead) },
  { title: 'Out', width: '60px', isNumber: true, cell: (request) => count(request.usage.output) },
  { title: 'Cost', width: '78px', isNumber: true, cell: (request) => usd(request.costUsd) },
  { title: 'First byte', width: '72px', isNumber: true, cell: (request) => duration(request.ttfbMs) },
  { title: 'Total', width: '70px', isNumber: true, cell: (request) => duration(request.durationMs) },
];

// Beside an open request there is room for the few that tell rows apart.
const fewer = columns.filter(({ title }) => ['Time', 'Model', 'Outcome', 'Cost', 'Total'].includes(title));

/** Requests, the newest first, as they come. Nothing moves under the pointer, or while somebody reads further down. */
export function Requests() {
  const search = useSearch({ from: '/shell/requests' });
  const navigate = useNavigate();
  const { line } = useLive();
  const [isLive, setLive] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [isDown, setDown] = useState(false);
  const { open, ...rest } = search;
  const question = JSON.stringify(rest);
  const filter = useMemo(() => filterOf(JSON.parse(question) as RequestSearch, new Date()), [question]);
  const times = useTimes(filter);
  const { pages, rows, waiting, take } = useList(filter, isLive && !isBusy && !isDown && open === undefined);
  const top = useRef<HTMLDivElement>(null);
  const isNarrowed = parts(search).length > 0 || search.range !== undefined;
  const change = (next: { [K in keyof RequestSearch]?: RequestSearch[K] | undefined }) => {
    const all = Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, value]) => value !== undefined)) as RequestSearch;
    void navigate({ to: '/requests', search: all, replace: true });
  };
  const at = open === undefined ? -1 : rows.findIndex((row) => row.id === open);
  const step = (by: number) => {
    const next = rows[at + by];
    if (open !== undefined && next !== undefined) {
      change({ open: next.id });
    }
  };
  const walk = (by: number) => {
    if (open !== undefined) {
      step(by);
    } else {
      top.current?.querySelector<HTMLElement>('[data-index="0"]')?.focus();
    }
  };
  usePageKeys({ l: () => setLive(!isLive), j: () => walk(1), k: () => walk(-1), '[': () => step(-1), ']': () => step(1), n: take });
  useCopyKey(open);

  return (
    <Screen
      title="Requests"
      about="Who asked what, where it went, and what it cost. Prompts and answers are not kept."
      actions={
        <Group gap="sm">
          <Menu position="bottom-end" keepMounted={false}>
            <Menu.Target>
              <Button variant="default" size="xs">
                Export
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item component="a" href={exportAddress(filter, 'csv')} download>
                CSV of these requests
              </Menu.Item>
              <Menu.Item component="a" href={exportAddress(filter, 'json')} download>
                JSON of these requests
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <Switch label="Live" checked={isLive} onChange={(event) => setLive(event.currentTarget.checked)} title={line === 'live' ? 'As it happens (l)' : 'Asked for every few seconds (l)'} />
        </Group>
      }
    >
      <FilterBar search={search} change={change} />
      <Histogram times={times.data} onSpan={(since, until) => change({ since, until, range: undefined })} />
      <Shown query={pages} height={480}>
        {() =>
          rows.length === 0 && waiting === 0 ? (
            isNarrowed ? (
              <Text role="status">No request passes these filters.</Text>
            ) : (
              <Empty title="Nothing has been asked yet" command={firstRequest(location.origin)}>
                Each request stands here as soon as it is answered. Send a first one:
              </Empty>
            )
          ) : (
            <div className="beside" data-open={open !== undefined || undefined}>
              <div
                className="with-pill"
                ref={top}
                onScrollCapture={(event) => setDown((event.target as HTMLElement).scrollTop > 0)}
                onPointerEnter={() => setBusy(true)}
                onPointerLeave={() => setBusy(top.current?.contains(document.activeElement) ?? false)}
                onFocus={() => setBusy(true)}
                onBlur={(event) => setBusy(event.currentTarget.matches(':hover'))}
              >
                <div className="pill" role="status">
                  {waiting > 0 && (
                    <Button size="compact-sm" onClick={take} title="Show them (n)">
                      {waiting >= 500 ? '500 and more' : count(waiting)} new
                    </Button>
                  )}
                </div>
                <Rows
                  label="Requests"
                  rows={rows}
                  columns={open === undefined ? columns : fewer}
                  keyOf={(request) => request.id}
                  current={open}
                  onOpen={(request) => change({ open: request.id === open ? undefined : request.id })}
                  onWalk={(request) => open !== undefined && change({ open: request.id })}
                  onEnd={() => pages.hasNextPage && !pages.isFetchingNextPage && void pages.fetchNextPage()}
                  foot={pages.isFetchNextPageError ? 'More could not be read.' : pages.hasNextPage ? 'Reading more…' : `That is all: ${count(rows.length)}.`}
                  narrow={narrow}
                />
              </div>
              {open !== undefined && <Peek id={open} close={() => change({ open: undefined })} back={at > 0 ? () => step(-1) : null} on={at >= 0 && at < rows.length - 1 ? () => step(1) : null} />}
            </div>
          )
        }
      </Shown>
    </Screen>
  );
}

const model = (request: Request) => (request.modelAsked !== null && request.modelAnswered !== null && !request.modelAnswered.endsWith(request.modelAsked) ? `${request.modelAsked} → ${request.modelAnswered}` : (request.modelAnswered ?? request.modelAsked ?? '–'));

const narrow = (request: Request) => (
  <>
    <div className="cut">
      {outcome(request)} {model(request)}
    </div>
    <div className="cut quiet">
      {brief(request.time)}, {request.key ?? 'no key'}, {usd(request.costUsd)}, {duration(request.durationMs)}
    </div>
  </>
);
