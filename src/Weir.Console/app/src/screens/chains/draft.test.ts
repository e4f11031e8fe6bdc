import { describe, expect, it } from 'vitest';
import { changes, moved, orderOf, usual } from './draft';

describe('moved', () => {
  it.each([
    [0, 2, ['b', 'c', 'a']],
    [2, 0, ['c', 'a', 'b']],
    [1, 1, ['a', 'b', 'c']],
  ])('takes an item from %i to %i', (from, to, result) => expect(moved(['a', 'b', 'c'], from, to)).toEqual(result));
});

describe('changes', () => {
  const draft = { ...usual, targets: ['a/m', 'b/m'] };

  it('tells nothing when nothing is different', () => expect(changes(draft, { ...draft })).toEqual([]));

  it('takes failures in any order', () => expect(changes({ ...draft, moveOn: ['timeout', 'overloaded'] }, { ...draft, moveOn: ['overloaded', 'timeout'] })).toEqual([]));

  it('tells an order of targets', () => expect(changes(draft, { ...draft, targets: ['b/m', 'a/m'] })).toEqual([{ what: 'Targets', before: '1. a/m\n2. b/m', after: '1. b/m\n2. a/m' }]));

  it('tells the rules in words', () =>
    expect(changes(draft, { ...draft, asks: true, moveOn: [], deadline: 20 }).map((change) => [change.what, change.after])).toEqual([
      ['Goes on to the next target', 'never'],
      ['Asks before switching', 'yes'],
      ['Time for all tries', '20 s'],
    ]));
});

describe('orderOf', () => {
  it('keeps shares only where they count', () => {
    const draft = { ...usual, targets: ['a/m'], weights: { 'a/m': 3, 'gone/m': 2 } };
    expect(orderOf(draft).weights).toBeNull();
    expect(orderOf({ ...draft, strategy: 'weighted' }).weights).toEqual({ 'a/m': 3 });
  });
});
