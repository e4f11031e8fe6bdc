import { expect, it } from 'vitest';
import { editorOf, placeOf, sourceWords } from './entries';

it('leads to the page that changes what the database rules, and nowhere for the rest', () => {
  expect(editorOf({ path: 'providers.my.lab', source: 'database' })).toEqual({ to: '/providers/$name', params: { name: 'my.lab' } });
  expect(editorOf({ path: 'chains.coding', source: 'database' })).toEqual({ to: '/chains/$name', params: { name: 'coding' } });
  expect(editorOf({ path: 'model.gateway', source: 'database' })).toEqual({ to: '/models' });
  expect(editorOf({ path: 'providers.lab.base_url', source: 'file' })).toBeNull();
});

it('says where a value stands and what it is filled from', () => {
  expect(placeOf({ source: 'file', place: 'weir.yaml:4', variables: ['KEY', 'HOST'] })).toBe('weir.yaml:4, filled from KEY, HOST');
  expect(placeOf({ source: 'database', place: 'ops', variables: [] })).toBe('set by ops');
  expect(placeOf({ source: 'default', place: null, variables: [] })).toBe('–');
});

it('shows a source that is newer than the page as it is', () => expect(sourceWords('command_line') + sourceWords('star_sign')).toBe('command linestar sign'));
