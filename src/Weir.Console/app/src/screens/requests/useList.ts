import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Shapes } from '../../api/client';
import { ask, requestsPerPage, type RequestFilter } from '../../api/queries';
import { useLive } from '../../live/events';
import { merge } from '../../live/merge';
import { takesAllThatIsNew } from './filter';

type Request = Shapes['RequestEntry'];

const roomForNew = 500;
const pauseBetweenLooks = 2_000;
const pauseOfTheDeaf = 10_000;

/**
 * The requests of a filter: pages from the gateway, and on top of them what is new. While nothing may move, what is new waits. Which new ones
 * pass a filter is for the gateway to say: it is asked for the newest when something happened, at most every two seconds.
 */
export function useList(filter: RequestFilter, mayMove: boolean) {
  const queries = useQueryClient();
  const pages = useInfiniteQuery(ask.requestPages(filter));
  const [taken, setTaken] = useState<readonly Request[]>([]);
  const fresh = useNew(filter);
  const question = JSON.stringify(filter);
  useEffect(() => setTaken([]), [question]);

  const listed = useMemo(() => pages.data?.pages.flat() ?? [], [pages.data]);
  const rows = useMemo(() => merge(taken, listed, Infinity), [taken, listed]);
  const waiting = useMemo(() => {
    const known = new Set(rows.map((row) => row.id));
    // What is older than the last row here comes with its page.
    const oldest = pages.hasNextPage ? rows.at(-1)?.id : undefined;
    return pages.data === undefined ? [] : fresh.filter((request) => !known.has(request.id) && (oldest === undefined || request.id > oldest));
  }, [fresh, rows, pages.hasNextPage, pages.data]);

  const take = () => {
    const next = merge(waiting, taken, Infinity);
    if (next.length <= roomForNew) {
      setTaken(next);
      return;
    }

    // A page that runs for hours must not fill up: what is far down is asked for again when somebody scrolls there.
    const top = merge(next, listed, requestsPerPage);
    queries.setQueryData<InfiniteData<Request[], string | null>>(ask.requestPages(filter).queryKey, { pages: [top], pageParams: [null] });
    setTaken([]);
  };

  useEffect(() => {
    if (mayMove && waiting.length > 0) {
      take();
    }
  });

  return { pages, rows, waiting: waiting.length, take };
}

function useNew(filter: RequestFilter): readonly Request[] {
  const queries = useQueryClient();
  const { arrived, line } = useLive();
  const [head, setHead] = useState<readonly Request[]>([]);
  const question = JSON.stringify(filter);
  const isAll = takesAllThatIsNew(filter) && line === 'live';
  const last = useRef(0);
  const newest = arrived[0]?.id;

  useEffect(() => {
    setHead([]);
    last.current = Date.now();
  }, [question]);

  useEffect(() => {
    if (isAll || filter.until !== undefined) {
      return;
    }

    const look = () => {
      last.current = Date.now();
      queries.fetchQuery({ ...ask.requests(filter), staleTime: 0 }).then(setHead, () => undefined);
    };

    // Without events nobody says that something happened.
    if (line !== 'live') {
      const timer = setInterval(look, pauseOfTheDeaf);
      return () => clearInterval(timer);
    }

    if (newest === undefined) {
      return;
    }

    const timer = setTimeout(look, Math.max(0, last.current + pauseBetweenLooks - Date.now()));
    return () => clearTimeout(timer);
    // The filter is the same as long as its text is.
  }, [question, isAll, line, newest, queries]);

  return isAll ? arrived : head;
}
