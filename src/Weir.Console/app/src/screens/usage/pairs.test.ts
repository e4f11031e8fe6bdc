import { expect, it } from 'vitest';
import type { Shapes } from '../../api/client';
import { pairs } from './pairs';

const row = (group: string | null, then: string | null, costUsd: number, name: string | null = null) => ({ group, name, then, thenName: null, sums: { costUsd } }) as Shapes['UsageLine'];

it('stacks second groups in groups, the largest first', () =>
  expect(pairs([row('key_1', 'x', 1, 'ci'), row('b', 'x', 5), row('b', 'y', 1), row(null, 'y', 0.5)], 'cost', 3)).toEqual({
    columns: ['b', 'ci', 'none'],
    series: [
      { name: 'x', isRest: false, values: [5, 1, 0] },
      { name: 'y', isRest: false, values: [1, 0, 0.5] },
    ],
  }));

it('puts together what is not among the largest, in both ways', () =>
  expect(pairs([row('a', 'x', 4), row('b', 'y', 3), row('c', 'z', 2)], 'cost', 1)).toEqual({
    columns: ['a', 'Other'],
    series: [
      { name: 'x', isRest: false, values: [4, 0] },
      { name: 'Other', isRest: true, values: [0, 5] },
    ],
  }));
