import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Stream, type Told } from './stream';

class Source {
  static all: Source[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  isClosed = false;
  private readonly heard = new Map<string, (event: MessageEvent<string>) => void>();

  constructor(readonly url: string) {
    Source.all.push(this);
  }

  static get last() {
    return Source.all[Source.all.length - 1]!;
  }

  addEventListener(kind: string, listener: (event: MessageEvent<string>) => void) {
    this.heard.set(kind, listener);
  }

  close() {
    this.isClosed = true;
  }

  send(kind: string, id: string, data: string) {
    this.heard.get(kind)?.({ lastEventId: id, data } as MessageEvent<string>);
  }
}

function open(isThere: () => boolean, last: string | null = null) {
  const told: Told[] = [];
  const stream = new Stream({ tell: (what) => told.push(what), ask: () => Promise.resolve(isThere()), last: () => last });
  return { stream, told, states: () => told.flatMap((what) => (what.type === 'line' ? [what.state] : [])) };
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('Stream', () => {
  beforeEach(() => {
    Source.all = [];
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', Source);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('tells what comes, and that the line lives', () => {
    const { told, states } = open(() => true, '17');
    Source.last.onopen?.();
    Source.last.send('requests', '18', '[]');
    expect(Source.last.url).toBe('/admin/api/v1/events?after=17');
    expect(states()).toEqual(['live']);
    expect(told[1]).toEqual({ type: 'event', event: 'requests', id: '18', data: '[]' });
  });

  it('opens again when a stream ends, and says nothing of one end alone', async () => {
    const { states } = open(() => true);
    Source.last.onopen?.();
    Source.last.onerror?.();
    expect(Source.all[0]!.isClosed).toBe(true);
    await pass(500);
    Source.last.onopen?.();
    expect([Source.all.length, states()]).toEqual([2, ['live', 'live']]);
  });

  it('says down at the second failure, and asks at the third', async () => {
    let isThere = false;
    const { states } = open(() => isThere);
    Source.last.onerror?.();
    await pass(500);
    Source.last.onerror?.();
    expect(states()).toEqual(['down']);
    await pass(3_000);
    isThere = true;
    Source.last.onerror?.();
    await pass(0);
    expect(states()).toEqual(['down', 'polling']);
  });

  it('polls where a proxy holds the stream back, and tries the stream again', async () => {
    const { states } = open(() => true);
    Source.last.onopen?.();
    await pass(10_000);
    expect(states()).toEqual(['live', 'polling']);
    await pass(5_000);
    expect(states()).toEqual(['live', 'polling', 'polling']);
    await pass(25_000);
    expect(Source.all).toHaveLength(2);
    Source.last.onopen?.();
    Source.last.send('pulse', '1', '{}');
    await pass(9_000);
    expect(states().at(-1)).toBe('live');
  });

  it('opens the stream at once when a gateway that was away is back', async () => {
    let isThere = false;
    const { states } = open(() => isThere);
    await pass(10_000);
    expect(states()).toEqual(['down']);
    isThere = true;
    await pass(5_000);
    expect(Source.all).toHaveLength(2);
  });

  it('is silent when it is closed', async () => {
    const { stream, told } = open(() => true);
    stream.close();
    await pass(60_000);
    expect([Source.all.length, told, Source.last.isClosed]).toEqual([1, [], true]);
  });
});
