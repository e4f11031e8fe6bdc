import { expect, it } from 'vitest';
import { startOf } from './days';

it('begins a day at midnight where the person is', () => {
  expect(startOf('2026-03-01')).toBe(new Date(2026, 2, 1).toISOString());
  expect(startOf('2026-02-28', 1)).toBe(new Date(2026, 2, 1).toISOString());
});

it('takes nothing else for a day', () => {
  expect(startOf(undefined)).toBeUndefined();
  expect(startOf('yesterday')).toBeUndefined();
});
