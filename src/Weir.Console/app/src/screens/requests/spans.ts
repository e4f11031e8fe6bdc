import type { Shapes } from '../../api/client';

type Times = Shapes['RequestTimes'];

/** A histogram with its end counted anew: later spans take the place of those of the same beginning. As many spans stay as there were. */
export function join(before: Times, tail: Times): Times {
  if (tail.spanSeconds !== before.spanSeconds || before.spans.length === 0) {
    return tail.spans.length === 0 ? before : tail;
  }

  const all = new Map([...before.spans, ...tail.spans].map((span) => [span.start, span]));
  return { ...before, spans: [...all.values()].slice(-Math.max(before.spans.length, tail.spans.length)) };
}

/** Where counting anew begins: the last but one span may have been counted before it was over. */
export const tailOf = (times: Times) => times.spans.at(-2)?.start ?? times.spans.at(-1)?.start;
