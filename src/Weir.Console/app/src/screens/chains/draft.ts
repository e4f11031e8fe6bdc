import type { Shapes } from '../../api/client';

type Chain = Shapes['ChainEntry'];
type Order = Shapes['ChainOrder'];

/** A chain as it is being written. */
export interface Draft {
  targets: readonly string[];
  strategy: string;
  retries: number;
  /** The failures after which the next target is asked; empty: only the first is used; null: those that the gateway takes when nothing is said. */
  moveOn: readonly string[] | null;
  /** Seconds for all tries together; null: as long as they take. */
  deadline: number | null;
  asks: boolean;
  continues: boolean;
  weights: Readonly<Record<string, number>>;
}

/** What weir.yaml takes when nothing is said. */
export const usual: Draft = {
  targets: [],
  strategy: 'order',
  retries: 1,
  moveOn: null,
  deadline: null,
  asks: false,
  continues: false,
  weights: {},
};

export const strategies = ['order', 'weighted', 'least_busy', 'fastest', 'cheapest', 'sticky', 'hedged'] as const;

export function draftOf(chain: Chain): Draft {
  return {
    // A name that stands twice is asked once, at its first place.
    targets: [...new Set(chain.targets.map((target) => target.name))],
    strategy: chain.strategy,
    retries: chain.retries,
    moveOn: chain.moveOn,
    deadline: chain.deadlineSeconds,
    asks: chain.askBeforeSwitching,
    continues: chain.onCut === 'continue',
    weights: chain.weights,
  };
}

/** The order that makes the chain. */
export function orderOf(draft: Draft): Order {
  const weights = Object.fromEntries(Object.entries(draft.weights).filter(([target]) => draft.targets.includes(target)));
  return {
    targets: [...draft.targets],
    strategy: draft.strategy,
    weights: draft.strategy === 'weighted' ? weights : null,
    retries: draft.retries,
    moveOn: draft.moveOn === null ? null : [...draft.moveOn],
    deadlineSeconds: draft.deadline,
    askBeforeSwitching: draft.asks,
    onCut: draft.continues ? 'continue' : 'error',
  };
}

/** The list with one of its items at another place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const next = [...items];
  const [item] = next.splice(from, 1);
  return item === undefined ? next : [...next.slice(0, to), item, ...next.slice(to)];
}

/** One thing that saving would change. */
export interface Change {
  what: string;
  before: string;
  after: string;
}

/** What is different, in words; empty when nothing is. */
export function changes(before: Draft, after: Draft): Change[] {
  const list: Change[] = [];
  const tell = (what: string, old: string, now: string) => old !== now && list.push({ what, before: old, after: now });
  tell('Targets', numbered(before.targets), numbered(after.targets));
  tell('Strategy', before.strategy, after.strategy);
  if (after.strategy === 'weighted' || before.strategy === 'weighted') {
    tell('Shares', shares(before), shares(after));
  }

  tell('Further tries of each target', String(before.retries), String(after.retries));
  tell('Goes on to the next target', on(before.moveOn), on(after.moveOn));
  tell('Asks before switching', yes(before.asks), yes(after.asks));
  tell('Time for all tries', seconds(before.deadline), seconds(after.deadline));
  tell('An answer that breaks off', cut(before.continues), cut(after.continues));
  return list;
}

const numbered = (targets: readonly string[]) => (targets.length === 0 ? 'none' : targets.map((target, index) => `${index + 1}. ${target}`).join('\n'));
const on = (kinds: readonly string[] | null) => (kinds === null ? 'after the usual failures' : kinds.length === 0 ? 'never' : `after ${[...kinds].sort().join(', ')}`);
const yes = (flag: boolean) => (flag ? 'yes' : 'no');
const seconds = (value: number | null) => (value === null ? 'as long as they take' : `${value} s`);
const cut = (continues: boolean) => (continues ? 'is gone on with by the next target' : 'ends with an error');
const shares = (draft: Draft) => draft.targets.map((target) => `${target}: ${draft.weights[target] ?? 1}`).join('\n');
