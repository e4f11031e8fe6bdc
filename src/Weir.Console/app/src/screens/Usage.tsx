import { Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { ask } from '../api/queries';
import { Empty } from '../parts/Empty';
import { Panel } from '../parts/Panel';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { usePageKeys } from '../parts/usePageKeys';
import { firstRequest } from '../words/commands';
import { ownZone } from '../words/zone';
import { ChartTable } from './usage/ChartTable';
import { Controls } from './usage/Controls';
import { requestsOf } from './usage/drill';
import { ExportMenu } from './usage/ExportMenu';
import { Latencies } from './usage/Latencies';
import { measureWords } from './usage/measure';
import { MonthPanel } from './usage/MonthPanel';
import { OverTime } from './usage/OverTime';
import { pairs } from './usage/pairs';
import { beginOf, ranges } from './usage/ranges';
import { dimensionOf, filtersOf, isTime, type UsageSearch } from './usage/search';
import { StackChart } from './usage/charts';
import { Sums } from './usage/Sums';
import { UsageTable } from './usage/UsageTable';

/** What was spent and used, by whatever it is to be told apart, and what it will come to. */
export function Usage() {
  const search = useSearch({ from: '/shell/usage' });
  const { by = 'model', range = '30d', top = 8, utc = false } = search;
  const then = dimensionOf(by) === null || search.then === by ? null : (search.then ?? null);
  const navigate = useNavigate();
  const look = useCallback(
    (change: { [K in keyof UsageSearch]?: UsageSearch[K] | undefined }) =>
      void navigate({ to: '/usage', search: (before) => Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined)) as UsageSearch, replace: true }),
    [navigate],
  );
  usePageKeys(Object.fromEntries(ranges.map((one, index) => [`${index + 1}`, () => look({ range: one.value })])));

  const zone = utc ? null : ownZone();
  const since = beginOf(range, zone === null);
  const filters = filtersOf(search);
  const question = { by, ...(then === null ? {} : { then }), ...(since === undefined ? {} : { since }), ...(zone === null ? {} : { timezone: zone }), ...filters };
  const usage = useQuery({ ...ask.usage(question), placeholderData: keepPreviousData, refetchInterval: 30_000 });
  const told = usage.data;
  // Where nothing cost anything, columns of cost would say nothing.
  const measure = search.measure ?? (told !== undefined && told.totals.requests > 0 && told.totals.costUsd === 0 ? 'tokens' : 'cost');
  const isFor = told?.by === by && (told.then ?? null) === then;

  return (
    <Screen title="Usage" about={`From the ledger. Days begin at midnight in ${zone ?? 'UTC'}.`} actions={<ExportMenu question={question} requests={requestsOf(filters, since)} />}>
      <Controls search={search} by={by} then={then} range={range} measure={measure} top={top} look={look} />
      <Shown
        query={usage}
        height={640}
        empty={{
          when: (report) => report.totals.requests === 0,
          show: (
            <Empty title={Object.keys(filters).length > 0 ? 'Nothing passes these filters in this time' : 'Nothing was asked in this time'} command={firstRequest(location.origin)}>
              As soon as one request is answered, its tokens and cost stand here. Choose a longer range, take a filter away, or send a request:
            </Empty>
          ),
        }}
        partial={(report) => (report.isComplete ? null : 'Requests from before an update are still being added up: older ones may be missing here for a while.')}
      >
        {(report) => (
          <>
            <Sums totals={report.totals} filters={filters} since={since} />
            <OverTime by={dimensionOf(by)} filters={filters} since={since} zone={zone} measure={measure} top={top} isHourly={range === 'today' || by === 'hour'} />
            {then !== null && isFor && (
              <Panel title={`${measureWords[measure]} by ${by}, then ${then}`}>
                <StackChart label={`${measureWords[measure]} by ${by}, in parts by ${then}`} stack={pairs(report.rows, measure, top)} measure={measure} />
                <ChartTable what={by} label={`${measureWords[measure]} by ${by}, then ${then}`} stack={pairs(report.rows, measure, top)} measure={measure} />
              </Panel>
            )}
            {isFor && (
              <Panel title={then === null ? `By ${by}` : `By ${by}, then ${then}`}>
                {by === 'tag' && (
                  <Text size="sm" mb="sm">
                    A request counts on each of its tags, and once in the sums above.
                  </Text>
                )}
                <UsageTable key={`${by} ${then}`} rows={isTime(by) ? report.rows.toReversed() : report.rows} by={by} then={then} filters={filters} since={since} isUtc={zone === null} />
              </Panel>
            )}
            <MonthPanel filters={filters} zone={zone} />
            <Latencies totals={report.totals} rows={isTime(by) || !isFor ? [] : report.rows} isPaired={then !== null} top={top} />
          </>
        )}
      </Shown>
    </Screen>
  );
}
