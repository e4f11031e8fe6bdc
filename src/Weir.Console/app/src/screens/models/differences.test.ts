import { expect, test } from 'vitest';
import type { Shapes } from '../../api/client';
import { difference, differenceWords } from './differences';

const model = (blendedUsdPerMillion: number | null) => ({ blendedUsdPerMillion }) as Shapes['ModelEntry'];

test('a model is dearer or cheaper than the current one, or nobody knows', () => {
  expect(difference(model(3), model(1.5))).toBe(1.5);
  expect(difference(model(0), model(1.5))).toBe(-1.5);
  expect(difference(model(null), model(1.5))).toBeNull();
  expect(difference(model(3), undefined)).toBeNull();
});

test('the difference has its sign before the currency', () => {
  expect(differenceWords(1.2)).toBe('+$1.20');
  expect(differenceWords(-0.3)).toBe('−$0.30');
  expect(differenceWords(0)).toBe('same');
  expect(differenceWords(null)).toBe('–');
});
