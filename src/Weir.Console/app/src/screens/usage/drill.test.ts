import { describe, expect, it } from 'vitest';
import { requestsOf } from './drill';

const since = '2026-03-01T00:00:00.000Z';
const isUtc = true;

describe('requestsOf', () => {
  it('leads to the same requests', () =>
    expect(requestsOf({ team: 'research' }, since, { by: 'key', group: 'ci', isUtc }, { by: 'model', group: 'a/b', isUtc })).toEqual({ team: 'research', since, key: 'ci', model: 'a/b' }));

  it('leads to all of the range without a group', () => expect(requestsOf({}, undefined)).toEqual({}));

  it('leads to those of a day or an hour', () => {
    expect(requestsOf({}, since, { by: 'day', group: '2026-03-31', isUtc })).toEqual({ since: '2026-03-31T00:00:00.000Z', until: '2026-04-01T00:00:00.000Z' });
    expect(requestsOf({}, since, { by: 'hour', group: '2026-03-31 23:00', isUtc })).toEqual({ since: '2026-03-31T23:00:00.000Z', until: '2026-04-01T00:00:00.000Z' });
  });

  it('leads nowhere where the list can not tell them apart', () => {
    expect(requestsOf({}, since, { by: 'user', group: null, isUtc })).toBeNull();
    expect(requestsOf({}, since, { by: 'operation', group: 'embeddings', isUtc })).toBeNull();
    expect(requestsOf({ operation: 'embeddings' }, since, { by: 'key', group: 'ci', isUtc })).toBeNull();
  });
});
