import { describe, expect, it } from 'vitest';
import { nothingSet, orderOf, toolProblem } from './order';

describe('orderOf', () => {
  it('says only what was set', () => expect(orderOf('a/m', nothingSet, [], 'Hi')).toEqual({ model: 'a/m', messages: [{ role: 'user', content: 'Hi' }] }));

  it('puts the system prompt first and the turns before in their order', () => {
    const order = orderOf('a/m', { ...nothingSet, system: 'Be short.', temperature: 0, maxTokens: 5, effort: 'low' }, [{ prompt: 'One', text: 'Two', calls: [] }], 'Three');
    expect(order.messages.map((message) => `${message.role} ${String(message.content)}`)).toEqual(['system Be short.', 'user One', 'assistant Two', 'user Three']);
    expect([order['temperature'], order['max_tokens'], order['reasoning_effort']]).toEqual([0, 5, 'low']);
  });

  it('leaves out turns without a text', () => expect(orderOf('a/m', nothingSet, [{ prompt: 'One', text: '', calls: [] }], 'Two').messages).toHaveLength(1));

  it('takes a bare function for a tool', () => expect(orderOf('a/m', { ...nothingSet, tools: '{"name":"f"}' }, [], 'Hi')['tools']).toEqual([{ type: 'function', function: { name: 'f' } }]));

  it('takes a list of tools as it is', () => expect(orderOf('a/m', { ...nothingSet, tools: '[{"type":"function","function":{"name":"f"}}]' }, [], 'Hi')['tools']).toEqual([{ type: 'function', function: { name: 'f' } }]));
});

describe('toolProblem', () => {
  it.each(['', '{"name":"f"}', '[{"type":"function"}]'])('finds nothing wrong with %s', (text) => expect(toolProblem(text)).toBeNull());

  it.each(['{', '"f"', '[1]'])('refuses %s', (text) => expect(toolProblem(text)).not.toBeNull());
});
