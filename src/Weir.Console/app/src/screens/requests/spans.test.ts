import { expect, it } from 'vitest';
import { join, tailOf } from './spans';

const times = (spanSeconds: number, ...spans: [number, number][]) => ({ spanSeconds, spans: spans.map(([minute, requests]) => ({ start: `2026-11-20T12:0${minute}:00+00:00`, requests, failed: 0 })) });

it('counts the end anew and lets the oldest go', () =>
  expect(join(times(60, [0, 5], [1, 6], [2, 1]), times(60, [1, 6], [2, 9], [3, 2]))).toEqual(times(60, [1, 6], [2, 9], [3, 2])));

it('takes other spans as they are', () => {
  expect(join(times(60, [0, 5]), times(300, [0, 7]))).toEqual(times(300, [0, 7]));
  expect(join(times(60, [0, 5]), times(60))).toEqual(times(60, [0, 5]));
});

it('begins with the last span but one', () => {
  expect(tailOf(times(60, [0, 5], [1, 6], [2, 1]))).toBe('2026-11-20T12:01:00+00:00');
  expect(tailOf(times(60))).toBeUndefined();
});
