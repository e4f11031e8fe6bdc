import { Anchor, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/queries';
import { useLive } from '../../live/events';
import { Figure } from '../../parts/Figure';
import { Failure } from '../../parts/Shown';
import { count, some, usd } from '../../words/amounts';
import { track } from '../../words/projection';
import { ownZone } from '../../words/zone';
import { beginOf } from '../usage/ranges';
import { Sparkline } from './Sparkline';

const link = { inherit: true, underline: 'always', c: 'inherit' } as const;

/** Now, today, this month; each number leads to what it counts. */
export function Figures() {
  const zone = ownZone();
  const where = zone === null ? {} : { timezone: zone };
  const since = beginOf('today', zone === null)!;
  const { pulses } = useLive();
  const now = pulses.at(-1);
  const today = useQuery({ ...ask.usage({ by: 'provider', since, ...where }), refetchInterval: 15_000 });
  const month = useQuery({ ...ask.projection(where), refetchInterval: 60_000 });
  const totals = today.data?.totals;
  const error = today.error ?? month.error;
  return (
    <>
      {error && <Failure error={error} retry={() => void Promise.all([today.refetch(), month.refetch()])} retrying={today.isFetching || month.isFetching} />}
      <SimpleGrid cols={{ base: 2, lg: 4 }} spacing={{ base: 'xs', sm: 'md' }}>
        <Figure
          title="Requests per minute"
          figure={
            now ? (
              <Anchor {...link} aria-label={`${some(now.requestsLastMinute, 'request')} in the last minute`} renderRoot={(props) => <Link to="/requests" {...props} />}>
                {count(now.requestsLastMinute)}
              </Anchor>
            ) : (
              '–'
            )
          }
          note={now ? `${count(now.underWay)} under way, ${count(now.failedLastMinute)} failed` : 'Waiting for the first look'}
        >
          <Sparkline values={pulses.map((pulse) => pulse.requestsLastMinute)} parts={pulses.map((pulse) => pulse.failedLastMinute)} />
        </Figure>
        <Figure
          title="Spent today"
          figure={
            totals ? (
              <Anchor {...link} aria-label={`${usd(totals.costUsd)} spent today`} renderRoot={(props) => <Link to="/usage" search={{ range: 'today' }} {...props} />}>
                {usd(totals.costUsd)}
              </Anchor>
            ) : (
              '–'
            )
          }
          note={totals ? `${some(totals.requests, 'request')}${totals.unpriced > 0 ? `, ${count(totals.unpriced)} without a known price` : ''}` : ''}
        />
        <Figure
          title="Spent this month"
          figure={
            month.data ? (
              <Anchor {...link} aria-label={`${usd(month.data.spentUsd)} spent this month`} renderRoot={(props) => <Link to="/usage" search={{ range: 'month' }} {...props} />}>
                {usd(month.data.spentUsd)}
              </Anchor>
            ) : (
              '–'
            )
          }
          note={month.data ? track(month.data) : ''}
        />
        <Figure
          title="Failed today"
          figure={
            totals ? (
              <Anchor {...link} aria-label={`${count(totals.failed)} failed today`} renderRoot={(props) => <Link to="/requests" search={{ failed: true, since }} {...props} />}>
                {count(totals.failed)}
              </Anchor>
            ) : (
              '–'
            )
          }
          note={totals ? `of ${count(totals.requests)}` : ''}
        />
      </SimpleGrid>
    </>
  );
}
