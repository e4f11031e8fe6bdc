import { expect, it } from 'vitest';
import { exportOf, filterOf } from './filter';

it('asks for what the address says, both days whole', () =>
  expect(filterOf({ who: 'ops', kind: 'key_created', from: '2026-03-01', to: '2026-03-02', row: 9 })).toEqual({
    who: 'ops',
    kind: 'key_created',
    since: new Date(2026, 2, 1).toISOString(),
    until: new Date(2026, 2, 3).toISOString(),
  }));

it('leaves out what the log does not have', () => expect(filterOf({ kind: 'nonsense', from: 'x' })).toEqual({}));

it('exports what is shown', () => {
  expect(exportOf({})).toBe('/admin/api/v1/audit/export');
  expect(exportOf({ who: 'a b', kind: 'fallback' })).toBe('/admin/api/v1/audit/export?who=a+b&kind=fallback');
});
