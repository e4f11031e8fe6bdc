import { expect, it } from 'vitest';
import { alertWords, placeOf } from './kinds';

it('has words for what it knows, and shows what is newer as it is', () => {
  expect(alertWords('budget_reached').title).toBe('A budget is used up');
  expect(alertWords('moon_full').title).toBe('moon full');
});

it('leads to the connection that an alert is about', () => {
  expect(placeOf({ kind: 'connection_error', subject: 'lab' })).toEqual({ to: '/providers/$name', params: { name: 'lab' } });
  expect(placeOf({ kind: 'budget_reached', subject: 'gateway/daily/usd' })).toBeNull();
});
