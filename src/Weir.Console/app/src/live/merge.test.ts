import { expect, it } from 'vitest';
import { merge } from './merge';

const ids = (all: { id: string }[]) => all.map((entry) => entry.id);

it('has each once, the newest first, no more than fit', () => {
  expect(ids(merge([{ id: 'c' }, { id: 'b' }], [{ id: 'b' }, { id: 'a' }], 10))).toEqual(['c', 'b', 'a']);
  expect(ids(merge([{ id: 'a' }], [{ id: 'c' }, { id: 'b' }], 2))).toEqual(['c', 'b']);
});

it('takes what arrived before what was listed: it is newer', () => {
  expect(merge([{ id: 'a', cost: 2 }], [{ id: 'a', cost: 1 }], 10)).toEqual([{ id: 'a', cost: 2 }]);
});
