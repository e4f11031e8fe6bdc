/** A line to the other tabs of this browser, as BroadcastChannel is one. */
export interface Line {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  close(): void;
}

type Message<T> = { kind: 'who' | 'lead' | 'bye'; from: string } | { kind: 'told'; from: string; what: T };

interface Duties<T> {
  /** This tab is the one that asks the gateway. */
  lead: () => void;
  /** Another one does, or nobody yet. */
  follow: () => void;
  /** The leader told something. */
  hear: (what: T) => void;
}

const beat = 1_000;
const patience = 3_000;

/**
 * Finds the one tab that holds the stream of events, among those that are seen. Whoever hears no leader for a while becomes it; of two
 * leaders the one with the smaller name stays. A leader that goes says so, and the next one follows at once.
 */
export class Leader<T> {
  private isLeading = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly line: Line,
    private readonly name: string,
    private readonly duties: Duties<T>,
  ) {
    line.onmessage = ({ data }) => this.take(data as Message<T>);
    duties.follow();
    this.wait(200 + Math.random() * 200);
    this.post({ kind: 'who', from: name });
  }

  /** Tells the others, when it is for this tab to tell. */
  tell(what: T) {
    if (this.isLeading) {
      this.post({ kind: 'told', from: this.name, what });
    }
  }

  stop() {
    clearTimeout(this.timer);
    if (this.isLeading) {
      this.post({ kind: 'bye', from: this.name });
    }

    this.line.onmessage = null;
    this.line.close();
  }

  private take(message: Message<T>) {
    if (message.from === this.name) {
      return;
    }

    switch (message.kind) {
      case 'who':
        if (this.isLeading) {
          this.post({ kind: 'lead', from: this.name });
        }

        break;
      case 'lead':
        if (this.isLeading && this.name < message.from) {
          this.post({ kind: 'lead', from: this.name });
          break;
        }

        if (this.isLeading) {
          this.isLeading = false;
          this.duties.follow();
        }

        this.wait(patience);
        break;
      case 'bye':
        if (!this.isLeading) {
          this.wait(Math.random() * 150);
        }

        break;
      case 'told':
        if (!this.isLeading) {
          this.wait(patience);
          this.duties.hear(message.what);
        }
    }
  }

  private wait(milliseconds: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lead(), milliseconds);
  }

  private lead() {
    if (!this.isLeading) {
      this.isLeading = true;
      this.duties.lead();
    }

    this.post({ kind: 'lead', from: this.name });
    this.timer = setTimeout(() => this.lead(), beat);
  }

  private post(message: Message<T>) {
    this.line.postMessage(message);
  }
}
