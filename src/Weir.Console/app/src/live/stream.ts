/** An event of the gateway, or how the line to it is. */
export type Told = { type: 'event'; event: string; id: string; data: string } | { type: 'line'; state: LineState };

/** live = events come; polling = they can't, and pages ask from time to time; down = the gateway does not answer. */
export type LineState = 'live' | 'polling' | 'down';

const kinds = ['requests', 'providers', 'pulse', 'alerts', 'config', 'reset'];

// The gateway's pulse comes every two seconds: a proxy that holds a stream back holds that back too.
const silence = 10_000;
const untilAgain = 3_000;
const untilStreamAgain = 30_000;
const triesBeforePolling = 3;
const pollPause = 5_000;

interface Wishes {
  tell: (told: Told) => void;
  /** Asks the gateway whether it is there, while no events come. */
  ask: () => Promise<boolean>;
  /** The id of the last event that this browser knows. */
  last: () => string | null;
}

/** Keeps the stream of events open; where it does not get through, asks instead and tries again now and then. */
export class Stream {
  private source: EventSource | null = null;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly wishes: Wishes) {
    this.open();
  }

  close() {
    clearTimeout(this.timer);
    clearTimeout(this.again);
    this.source?.close();
    this.source = null;
  }

  private open() {
    this.close();
    const last = this.wishes.last();
    const source = new EventSource(`/admin/api/v1/events${last === null ? '' : `?after=${encodeURIComponent(last)}`}`);
    this.source = source;
    for (const kind of kinds) {
      source.addEventListener(kind, (event: MessageEvent<string>) => {
        this.failures = 0;
        this.wishes.tell({ type: 'event', event: kind, id: event.lastEventId, data: event.data });
        this.listen();
      });
    }

    source.onopen = () => {
      this.wishes.tell({ type: 'line', state: 'live' });
      this.listen();
    };
    source.onerror = () => this.fail();
    this.listen();
  }

  private listen() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fail(true), silence);
  }

  private fail(isSilent = false) {
    this.close();
    this.failures++;
    if (isSilent || this.failures >= triesBeforePolling) {
      this.again = setTimeout(() => this.open(), untilStreamAgain);
      void this.poll();
    } else {
      // The gateway ends a stream now and then: one end alone says nothing.
      if (this.failures > 1) {
        this.wishes.tell({ type: 'line', state: 'down' });
      }

      this.again = setTimeout(() => this.open(), this.failures === 1 ? 500 : untilAgain);
    }
  }

  private async poll() {
    const isThere = await this.wishes.ask();
    if (this.source === null && this.again !== undefined) {
      this.wishes.tell({ type: 'line', state: isThere ? 'polling' : 'down' });
      clearTimeout(this.timer);
      // A gateway that went away and is back serves events again, most likely.
      this.timer = setTimeout(() => (isThere ? void this.poll() : this.open()), pollPause);
    }
  }
}
