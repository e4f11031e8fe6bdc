import { describe, expect, it } from 'vitest';
import type { Shapes } from '../../api/client';
import { draftOf, orderOf, subjectOf, subjectText } from './draft';

const entry: Shapes['BudgetEntry'] = {
  id: 'model:lab/qwen/monthly/usd',
  on: 'model:lab/qwen',
  window: 'monthly',
  unit: 'usd',
  limit: 12_500_000_000,
  spent: 0,
  held: 0,
  left: 12_500_000_000,
  hard: false,
  alert: 0.55,
  alerting: false,
  timezone: 'Europe/Berlin',
  rollingMinutes: null,
  resetHour: 6,
  resetDay: 15,
  resetWeekday: 'monday',
  resetsAt: null,
  origin: null,
};

describe('subjects', () => {
  it.each(['gateway', 'key:ci', 'model:lab/qwen:7b'])('%s is read and written', (text) => expect(subjectText(subjectOf(text))).toBe(text));
});

describe('orderOf', () => {
  it('changes nothing of a budget that nobody changed', () => {
    expect(orderOf(draftOf(entry))).toEqual({ on: 'model:lab/qwen', window: 'monthly', usd: 12.5, tokens: null, rollingMinutes: null, timezone: 'Europe/Berlin', resetHour: 6, resetDay: 15, resetWeekday: 'monday', hard: false, alert: 0.55 });
  });

  it('keeps the length of a rolling window, and the unit', () => {
    const order = orderOf(draftOf({ ...entry, window: 'rolling-5h', rollingMinutes: 300, unit: 'tokens', limit: 2_000_000 }));
    expect(order).toMatchObject({ window: 'rolling', rollingMinutes: 300, usd: null, tokens: 2_000_000, resetDay: 1 });
  });

  it('calls a lifetime total', () => expect(orderOf(draftOf({ ...entry, window: 'lifetime' }))?.window).toBe('total'));

  it('waits until all of it is there', () => {
    expect(orderOf(draftOf())).toBeNull();
    expect(orderOf({ ...draftOf(), limit: 5 })).not.toBeNull();
    expect(orderOf({ ...draftOf(), limit: 5, on: { kind: 'key', name: ' ' } })).toBeNull();
    expect(orderOf({ ...draftOf(), limit: 5, window: 'rolling', rollingMinutes: '' })).toBeNull();
    expect(orderOf({ ...draftOf(), limit: -1 })).toBeNull();
  });
});
