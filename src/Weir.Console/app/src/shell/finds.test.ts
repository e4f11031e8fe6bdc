import { expect, it } from 'vitest';
import { isRequestId, modelsFor } from './finds';

it('knows the id of a request', () => {
  expect(isRequestId('req_01HZX4J8M2')).toBe(true);
  expect(isRequestId('req')).toBe(false);
  expect(isRequestId('requests')).toBe(false);
});

it('finds models by a part of their name, and by what is said before it', () => {
  const models = [
    { name: 'lab/gpt-5', title: 'GPT-5' },
    { name: 'lab/echo', title: 'Echo' },
  ];
  expect(modelsFor('switch to echo', models).map((model) => model.name)).toEqual(['lab/echo']);
  expect(modelsFor('gpt', models)).toHaveLength(1);
  expect(modelsFor('g', models)).toEqual([]);
});
