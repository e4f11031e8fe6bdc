import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { Shapes } from '../api/client';
import { ask } from '../api/queries';
import { merge } from './merge';

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
  /** False while the stream of events is down. */
  connected: boolean;
  /** When the last event came; null before the first. */
  heard: Date | null;
  pulses: readonly Pulse[];
  /** Requests that came while the page was open, the newest first. */
  arrived: readonly Request[];
}

const nothing: Live = { connected: true, heard: null, pulses: [], arrived: [] };
const LiveContext = createContext<Live>(nothing);

const roomForPulses = 60;
const roomForRequests = 500;
const alertsTold = 3;
const pauseOfTheDeaf = 10_000;

/** What happens in the gateway, as it happens. */
export const useLive = () => useContext(LiveContext);

/**
 * Keeps one stream of events open while the page is visible, and puts what they tell into the answers that pages show. The stream tells of
 * everybody: who may not hear it asks again from time to time.
 */
export function LiveProvider({ hears, children }: { hears: boolean; children: ReactNode }) {
  const queries = useQueryClient();
  const [live, setLive] = useState(nothing);

  useEffect(() => {
    if (!hears) {
      const timer = setInterval(() => document.hidden || void queries.invalidateQueries({ queryKey: ['requests'] }), pauseOfTheDeaf);
      return () => clearInterval(timer);
    }

    let source: EventSource | null = null;
    let last = 0;

    const heard = (event: MessageEvent<string>, change: (live: Live) => Partial<Live>) => {
      const id = Number(event.lastEventId);

      // A gap in the ids: this page was too slow, or the gateway started anew.
      if (last !== 0 && id !== last + 1) {
        void queries.invalidateQueries();
      }

      last = id;
      setLive((before) => ({ ...before, connected: true, heard: new Date(), ...change(before) }));
    };

    const open = () => {
      source = new EventSource('/admin/api/v1/events');
      source.onopen = () => setLive((before) => ({ ...before, connected: true }));
      source.onerror = () => {
        last = 0;
        setLive((before) => ({ ...before, connected: false }));
        // A browser gives up on a refusal: the session may be over.
        if (source?.readyState === EventSource.CLOSED) {
          void queries.invalidateQueries({ queryKey: ask.session.queryKey });
          setTimeout(() => document.hidden || source?.readyState !== EventSource.CLOSED || open(), 3_000);
        }
      };
      source.addEventListener('requests', (event) => {
        const requests = JSON.parse(event.data) as Request[];
        heard(event, (before) => ({ arrived: merge(requests, before.arrived, roomForRequests) }));
      });
      source.addEventListener('pulse', (event) => heard(event, (before) => ({ pulses: [...before.pulses, JSON.parse(event.data) as Pulse].slice(-roomForPulses) })));
      source.addEventListener('providers', (event) => {
        const changed = new Map((JSON.parse(event.data) as Status[]).map((status) => [status.name, status]));
        void queries.invalidateQueries({ queryKey: ['chains'] });
        queries.setQueryData(ask.statuses.queryKey, (before) => before?.map((status) => changed.get(status.name) ?? status));
        heard(event, () => ({}));
      });
      source.addEventListener('alerts', (event) => {
        void queries.invalidateQueries({ queryKey: ['alerts'] });
        for (const alert of (JSON.parse(event.data) as Shapes['AlertEntry'][]).slice(0, alertsTold)) {
          notifications.show({ title: 'Alert', message: alert.message, color: 'orange', autoClose: 10_000 });
        }

        heard(event, () => ({}));
      });
      source.addEventListener('config', (event) => {
        void queries.invalidateQueries();
        heard(event, () => ({}));
      });
    };

    const look = () => {
      if (document.hidden) {
        source?.close();
        source = null;
        last = 0;
      } else if (source === null) {
        open();
        void queries.invalidateQueries();
      }
    };

    open();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      source?.close();
    };
  }, [queries, hears]);

  return <LiveContext value={live}>{children}</LiveContext>;
}
