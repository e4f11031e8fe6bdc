import { describe, expect, it } from 'vitest';
import { given, problemOf } from './client';
import { ApiProblem, Unreachable } from './problem';

const problem = { type: 'about:blank', title: 'Conflict', status: 409, detail: 'The name is taken.', errorKind: 'conflict', action: 'Choose another.', requestId: 'r1' };

describe('given', () => {
  it('gives the data', async () => expect(await given(Promise.resolve({ data: 7, response: new Response() }))).toBe(7));
  it('throws what the gateway said', async () => {
    const refusal = given(Promise.resolve({ error: problem, response: new Response(null, { status: 409 }) }));
    await expect(refusal).rejects.toMatchObject({ message: 'The name is taken.', action: 'Choose another.', requestId: 'r1', status: 409 });
  });
  it('tells a broken line from a refusal', async () => await expect(given(Promise.reject(new TypeError('Failed to fetch')))).rejects.toBeInstanceOf(Unreachable));
});

describe('problemOf', () => {
  it('takes a proxy that lost the gateway as unreachable', () => expect(problemOf('<html>', 502)).toBeInstanceOf(Unreachable));
  it('makes a problem of what is none', () => expect(problemOf(null, 418)).toBeInstanceOf(ApiProblem));
});
