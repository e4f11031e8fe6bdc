import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Leader, type Line } from './leader';

const lines = new Set<Line>();

function line(): Line {
  const own: Line = {
    onmessage: null,
    postMessage: (data) => lines.has(own) && [...lines].filter((other) => other !== own).forEach((other) => other.onmessage?.({ data })),
    close: () => lines.delete(own),
  };
  lines.add(own);
  return own;
}

function tab(name: string) {
  const heard: string[] = [];
  const state = { leads: false, heard };
  const leader = new Leader<string>(line(), name, { lead: () => (state.leads = true), follow: () => (state.leads = false), hear: (what) => heard.push(what) });
  return Object.assign(state, { leader });
}

describe('Leader', () => {
  beforeEach(() => {
    lines.clear();
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it('leads when nobody else does, and tells those who follow', () => {
    const first = tab('b');
    vi.advanceTimersByTime(500);
    const second = tab('a');
    vi.advanceTimersByTime(5_000);
    expect([first.leads, second.leads]).toEqual([true, false]);
    first.leader.tell('news');
    second.leader.tell('rumour');
    expect([first.heard, second.heard]).toEqual([[], ['news']]);
  });

  it('gives way at once when the leader leaves', () => {
    const first = tab('a');
    vi.advanceTimersByTime(500);
    const second = tab('b');
    vi.advanceTimersByTime(500);
    first.leader.stop();
    vi.advanceTimersByTime(200);
    expect(second.leads).toBe(true);
  });

  it('takes over from a leader that fell silent', () => {
    const first = tab('a');
    vi.advanceTimersByTime(500);
    const second = tab('b');
    vi.advanceTimersByTime(500);
    lines.delete([...lines][0]!);
    expect(second.leads).toBe(false);
    vi.advanceTimersByTime(3_500);
    expect(second.leads).toBe(true);
    first.leader.stop();
  });

  it('has one of two leaders stay', () => {
    const [first, second] = [tab('a'), tab('b')];
    vi.advanceTimersByTime(5_000);
    expect([first.leads, second.leads].filter(Boolean)).toHaveLength(1);
  });
});
