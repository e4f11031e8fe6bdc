import { describe, expect, it } from 'vitest';
import { filterOf, parse, parts, readSearch, takesAllThatIsNew } from './filter';

describe('parse', () => {
  it.each([
    ['model:openai/gpt-4.1', { model: 'openai/gpt-4.1' }],
    ['  tag: a=b ', { tag: 'a=b' }],
    ['status:4xx', { status: '4xx' }],
    ['cost>0.05', { cost_above: 0.05 }],
    ['cost > $2', { cost_above: 2 }],
    ['failed', { failed: true }],
    ['req_01KAHX', { id: 'req_01KAHX' }],
  ])('reads %s', (typed, part) => expect(parse(typed)).toEqual({ part }));
  it.each(['gpt-4.1', 'colour:red', 'status:44', 'cost>much', 'model:'])('says why %s is none', (typed) => expect(parse(typed)).toHaveProperty('problem'));
});

describe('readSearch', () => {
  it('takes numbers as words, as addresses have them', () => expect(readSearch({ status: 429, run: 7, cost_above: 0.5 })).toEqual({ status: '429', run: '7', cost_above: 0.5 }));
  it('leaves out what makes no sense', () => expect(readSearch({ since: 'soon', range: '3y', failed: 'yes', cost_above: 'much', colour: 'red' })).toEqual({}));
});

describe('filterOf', () => {
  it('makes a span of whole minutes, and leaves out what is the page’s own', () =>
    expect(filterOf({ range: '1h', open: 'req_1', key: 'ci' }, new Date('2026-11-20T12:00:42Z'))).toEqual({ key: 'ci', since: '2026-11-20T11:00:00.000Z' }));
});

describe('takesAllThatIsNew', () => {
  it('does where only the past is narrowed', () => {
    expect(takesAllThatIsNew({})).toBe(true);
    expect(takesAllThatIsNew({ since: '2026-11-20T11:00:00Z' })).toBe(true);
    expect(takesAllThatIsNew({ until: '2026-11-20T11:00:00Z' })).toBe(false);
    expect(takesAllThatIsNew({ key: 'ci' })).toBe(false);
  });
});

describe('parts', () => {
  it('tells each part with the address without it', () =>
    expect(parts({ model: 'a/b', cost_above: 1, failed: true, open: 'req_1' })).toEqual([
      { label: 'model:a/b', without: { model: undefined } },
      { label: 'cost>1', without: { cost_above: undefined } },
      { label: 'failed', without: { failed: undefined } },
    ]));
});
