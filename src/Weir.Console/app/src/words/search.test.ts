import { expect, it } from 'vitest';
import { matches } from './search';

it('wants every word somewhere, in any order and case', () => {
  expect(matches('mini OPENAI', 'openai/gpt-4.1-mini', 'GPT')).toBe(true);
  expect(matches('mini azure', 'openai/gpt-4.1-mini')).toBe(false);
  expect(matches('', 'anything')).toBe(true);
});
