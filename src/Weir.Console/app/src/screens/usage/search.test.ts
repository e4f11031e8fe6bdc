import { describe, expect, it } from 'vitest';
import { filtersOf, usageSearch } from './search';

describe('usageSearch', () => {
  it('takes what it knows', () =>
    expect(usageSearch({ by: 'team', then: 'model', range: 'month', measure: 'tokens', top: 5, utc: true, key: 'ci', tag: 'env=prod' })).toEqual({
      by: 'team',
      then: 'model',
      range: 'month',
      measure: 'tokens',
      top: 5,
      utc: true,
      key: 'ci',
      tag: 'env=prod',
    }));

  it('leaves out what it does not know', () => expect(usageSearch({ by: 'moon', then: 'run', range: '3d', measure: 'joy', top: 400, utc: 'yes', key: '', planet: 'x' })).toEqual({}));

  it('tells the filters from the rest', () => expect(filtersOf({ by: 'day', key: 'ci', range: 'all' })).toEqual({ key: 'ci' }));
});
