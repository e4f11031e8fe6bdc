import { expect, it } from 'vitest';
import type { Shapes } from '../../api/client';
import { top } from './top';

const row = (group: string | null, costUsd: number, name: string | null = null) => ({ group, name, sums: { costUsd } }) as Shapes['UsageLine'];

it('sums up what does not fit', () =>
  expect(top([row('a', 3), row('b', 2), row('c', 1), row(null, 0.5)], 2, (line) => line.sums.costUsd)).toEqual([
    { name: 'a', value: 3 },
    { name: 'b', value: 2 },
    { name: '2 others', value: 1.5 },
  ]));

it('calls groups by their name', () => expect(top([row('key_1', 3, 'laptop'), row(null, 1)], 5, (line) => line.sums.costUsd).map((slice) => slice.name)).toEqual(['laptop', 'none']));
