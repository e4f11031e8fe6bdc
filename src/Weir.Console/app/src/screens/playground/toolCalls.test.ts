import { expect, it } from 'vitest';
import { withChunk } from './toolCalls';

const chunk = (index: number, id?: string, name?: string, args?: string) => ({ choices: [{ delta: { tool_calls: [{ index, id, function: { name, arguments: args } }] } }] });

it('puts calls together out of their parts', () => {
  const calls = [chunk(0, 'call_1', 'get_weather', ''), chunk(0, undefined, undefined, '{"place":'), chunk(1, 'call_2', 'now', '{}'), chunk(0, undefined, undefined, '"Lisbon"}')].reduce(withChunk, []);
  expect(calls).toEqual([
    { id: 'call_1', name: 'get_weather', arguments: '{"place":"Lisbon"}' },
    { id: 'call_2', name: 'now', arguments: '{}' },
  ]);
});

it('is not changed by text', () => {
  const none: never[] = [];
  expect(withChunk(none, { choices: [{ delta: { content: 'Hi' } }] })).toBe(none);
});
