import { useCallback, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { chat, type ChatOrder } from '../../api/chat';
import type { Shapes } from '../../api/client';
import { orderOf, type Settings, type Turn } from './order';
import { withChunk, type ToolCall } from './toolCalls';

/** One request and its answer, as far as it has come. */
export interface Run {
  order: ChatOrder;
  prompt: string;
  state: 'under way' | 'answered' | 'stopped' | 'failed';
  text: string;
  thoughts: string;
  calls: readonly ToolCall[];
  /** As they came. */
  chunks: readonly unknown[];
  error: Error | null;
  /** Milliseconds until the first part of the answer was here; null before. */
  firstMs: number | null;
  /** Null for a request that was stopped. */
  trace: Shapes['RequestTrace'] | null;
}

/** Chunks that are kept to be looked at. */
const most = 2_000;

/** Sends requests one at a time, and holds what was sent and what came. */
export function useRun() {
  const [runs, setRuns] = useState<readonly Run[]>([]);
  const stopper = useRef<AbortController | null>(null);
  const queries = useQueryClient();

  const send = useCallback(
    async (order: ChatOrder, prompt: string, confirm?: string) => {
      const stop = new AbortController();
      stopper.current = stop;
      let run: Run = { order, prompt, state: 'under way', text: '', thoughts: '', calls: [], chunks: [], error: null, firstMs: null, trace: null };
      const started = performance.now();
      let frame = 0;
      const show = () => {
        frame = 0;
        setRuns((before) => [...before.slice(0, -1), run]);
      };
      const change = (part: Partial<Run>) => {
        run = { ...run, ...part };
        // Answers come faster than a screen can show them.
        frame ||= requestAnimationFrame(show);
      };
      setRuns((before) => [...before, run]);
      try {
        for await (const part of chat(order, stop.signal, confirm)) {
          if (part.kind === 'end') {
            change({ trace: part.trace, state: 'answered' });
          } else if (part.kind === 'chunk') {
            change({ chunks: run.chunks.length < most ? [...run.chunks, part.chunk] : run.chunks, calls: withChunk(run.calls, part.chunk) });
          } else {
            change({ firstMs: run.firstMs ?? performance.now() - started, ...(part.kind === 'text' ? { text: run.text + part.text } : { thoughts: run.thoughts + part.text }) });
          }
        }
      } catch (error) {
        change(stop.signal.aborted ? { state: 'stopped' } : { state: 'failed', error: error as Error });
      } finally {
        cancelAnimationFrame(frame);
        show();
        void queries.invalidateQueries({ queryKey: ['requests'] });
      }
    },
    [queries],
  );

  const turns: readonly Turn[] = runs.filter((run) => run.state !== 'failed').map((run) => ({ prompt: run.prompt, text: run.text, calls: run.calls }));

  /** Sends the next message of the conversation. */
  const say = (model: string, settings: Settings, prompt: string) => send(orderOf(model, settings, turns, prompt), prompt);

  /** Sends the last request once more, with leave to go on to the next target. */
  const again = (confirm: string) => {
    const last = runs.at(-1);
    return last === undefined ? Promise.resolve() : send(last.order, last.prompt, confirm);
  };

  const stop = useCallback(() => stopper.current?.abort(), []);
  const clear = useCallback(() => {
    stopper.current?.abort();
    setRuns([]);
  }, []);
  return { runs, turns, isBusy: runs.at(-1)?.state === 'under way', say, again, stop, clear };
}
