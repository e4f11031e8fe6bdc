import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { ask, type RequestFilter } from '../../api/queries';
import { useLive } from '../../live/events';
import { join, tailOf } from './spans';

const pause = 5_000;

/** How many requests there were over time. While it is open, only its end is counted anew: the past stays as it was. */
export function useTimes(filter: RequestFilter) {
  const queries = useQueryClient();
  const { arrived, line } = useLive();
  const times = useQuery({ ...ask.requestTimes(filter), staleTime: Infinity });
  const last = useRef(Date.now());
  const newest = arrived[0]?.id;
  const since = times.data && tailOf(times.data);
  const span = times.data?.spanSeconds;

  useEffect(() => {
    if (filter.until !== undefined || line !== 'live' || newest === undefined || span === undefined) {
      return;
    }

    const timer = setTimeout(() => {
      last.current = Date.now();
      const tail = since === undefined ? { ...filter } : { ...filter, since, span };
      given(api.GET('/admin/api/v1/requests/histogram', { params: { query: tail } })).then(
        (counted) => queries.setQueryData<Shapes['RequestTimes']>(ask.requestTimes(filter).queryKey, (before) => (before === undefined ? counted : join(before, counted))),
        () => undefined,
      );
    }, Math.max(0, last.current + pause - Date.now()));
    return () => clearTimeout(timer);
  }, [filter, line, newest, since, span, queries]);

  return times;
}
