import { describe, expect, it } from 'vitest';
import type { Shapes } from '../../api/client';
import { passes } from './passes';

const request = { key: 'laptop', connection: 'openai', modelAsked: 'fast', modelAnswered: 'openai/gpt-4.1', error: null, status: 200 } as Shapes['RequestEntry'];

describe('passes', () => {
  it('lets all through without a filter', () => expect(passes(request, {})).toBe(true));
  it('takes the model as asked or as answered', () => {
    expect(passes(request, { model: 'fast' })).toBe(true);
    expect(passes(request, { model: 'openai/gpt-4.1' })).toBe(true);
    expect(passes(request, { model: 'other' })).toBe(false);
  });
  it('wants every part to fit', () => expect(passes(request, { key: 'laptop', connection: 'azure' })).toBe(false));
  it('takes a status from 400 on as failed, also without an error', () => {
    expect(passes({ ...request, status: 499 }, { failed: true })).toBe(true);
    expect(passes(request, { failed: true })).toBe(false);
  });
});
