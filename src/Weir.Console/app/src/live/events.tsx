import { notifications } from '@mantine/notifications';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { api, given, type Shapes } from '../api/client';
import { ApiProblem } from '../api/problem';
import { ask } from '../api/queries';
import { Leader, type Line } from './leader';
import { merge } from './merge';
import { Stream, type LineState, type Told } from './stream';

type Request = Shapes['RequestEntry'];
type Status = Shapes['ConnectionStatus'];

/** How a gateway fares now; the event `pulse`. */
export interface Pulse {
  at: string;
  requestsLastMinute: number;
  failedLastMinute: number;
  costLastMinuteUsd: number;
  underWay: number;
}

interface Live {
  /** False while the gateway does not answer. */
  connected: boolean;
  /** How what is new gets here; asked where this person may hear no events. */
  line: LineState;
  /** When the last event came; null before the first. */
  heard: Date | null;
  pulses: readonly Pulse[];
  /** Requests that ended while the page was open, the newest first. */
  arrived: readonly Request[];
}

const nothing: Live = { connected: true, line: 'live', heard: null, pulses: [], arrived: [] };
const LiveContext = createContext<Live>(nothing);

const roomForPulses = 60;
const roomForRequests = 500;
const alertsTold = 3;
const pauseOfTheDeaf = 10_000;

/** What happens in the gateway, as it happens. */
export const useLive = () => useContext(LiveContext);

/**
 * Hears what happens while the page is visible, and puts it into the answers that pages show. All tabs of a browser share one stream: browsers
 * allow few connections to one place. Who may not hear events, as they tell of everybody, asks again from time to time.
 */
export function LiveProvider({ hears, children }: { hears: boolean; children: ReactNode }) {
  const queries = useQueryClient();
  const [live, setLive] = useState(nothing);

  useEffect(() => {
    if (!hears) {
      setLive({ ...nothing, line: 'polling' });
      const timer = setInterval(() => document.hidden || void queries.invalidateQueries({ queryKey: ['requests'] }), pauseOfTheDeaf);
      return () => clearInterval(timer);
    }

    let last: string | null = null;
    let leader: Leader<Told> | null = null;
    let stream: Stream | null = null;

    const hear = (told: Told) => {
      if (told.type === 'event') {
        last = told.id;
      } else if (told.state === 'polling') {
        void queries.invalidateQueries();
      }

      answer(queries, told);
      setLive((before) => after(before, told));
    };
    const tell = (told: Told) => {
      leader?.tell(told);
      hear(told);
    };
    const start = () => {
      leader = new Leader<Told>(lineOf(new BroadcastChannel('weir-events')), crypto.getRandomValues(new Uint32Array(2)).join('-'), {
        lead: () => (stream = new Stream({ tell, ask: isThere, last: () => last })),
        follow: () => {
          stream?.close();
          stream = null;
        },
        hear,
      });
    };
    const stop = () => {
      stream?.close();
      stream = null;
      leader?.stop();
      leader = null;
    };
    const isThere = async () => {
      try {
        await given(api.GET('/admin/api/v1/console/session'));
        return true;
      } catch (error) {
        if (error instanceof ApiProblem) {
          // It is there, but this session is over.
          void queries.invalidateQueries({ queryKey: ask.session.queryKey });
        }

        return error instanceof ApiProblem;
      }
    };
    const look = () => {
      stop();
      if (!document.hidden) {
        start();
        void queries.invalidateQueries();
      }
    };

    if (!document.hidden) {
      start();
    }

    document.addEventListener('visibilitychange', look);
    window.addEventListener('pagehide', stop);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pagehide', stop);
      stop();
    };
  }, [queries, hears]);

  return <LiveContext value={live}>{children}</LiveContext>;
}

function lineOf(channel: BroadcastChannel): Line {
  const line: Line = { onmessage: null, postMessage: (message) => channel.postMessage(message), close: () => channel.close() };
  channel.onmessage = (event) => line.onmessage?.(event);
  return line;
}

function after(before: Live, told: Told): Live {
  if (told.type === 'line') {
    return { ...before, connected: told.state !== 'down', line: told.state };
  }

  const now = { ...before, connected: true, line: 'live' as const, heard: new Date() };
  switch (told.event) {
    case 'requests':
      return { ...now, arrived: merge(JSON.parse(told.data) as Request[], before.arrived, roomForRequests) };
    case 'pulse':
      return { ...now, pulses: [...before.pulses, JSON.parse(told.data) as Pulse].slice(-roomForPulses) };
    default:
      return now;
  }
}

function answer(queries: QueryClient, told: Told) {
  if (told.type !== 'event') {
    return;
  }

  switch (told.event) {
    case 'providers': {
      const changed = new Map((JSON.parse(told.data) as Status[]).map((status) => [status.name, status]));
      void queries.invalidateQueries({ queryKey: ['chains'] });
      queries.setQueryData(ask.statuses.queryKey, (before) => before?.map((status) => changed.get(status.name) ?? status));
      break;
    }

    case 'alerts':
      void queries.invalidateQueries({ queryKey: ['alerts'] });
      for (const alert of (JSON.parse(told.data) as Shapes['AlertEntry'][]).slice(0, alertsTold)) {
        notifications.show({ title: 'Alert', message: alert.message, color: 'orange', autoClose: 10_000 });
      }

      break;
    case 'config':
    case 'reset':
      void queries.invalidateQueries();
  }
}
