import { expect, it } from 'vitest';
import { changes } from './changes';

it('puts what was beside what is, fact by fact', () =>
  expect(changes('{"limit":5,"hard":true}', '{"limit":10,"on":"key:ci"}')).toEqual([
    { name: 'limit', before: '5', after: '10' },
    { name: 'on', before: null, after: 'key:ci' },
    { name: 'hard', before: 'true', after: null },
  ]));

it('shows a list as it is written, and text that is no object as it is', () => {
  expect(changes('', '{"lines":["3","9"]}')).toEqual([{ name: 'lines', before: null, after: '["3","9"]' }]);
  expect(changes('', 'plain')).toEqual([{ name: '', before: null, after: 'plain' }]);
});

it('has nothing to say of an empty row', () => expect(changes('', '')).toEqual([]));
