import { describe, expect, it } from 'vitest';
import type { Shapes } from '../../api/client';
import { ofPoint, ofSums, say, sayShort } from './measure';

const sums = { costUsd: 1.5, requests: 3, usage: { input: 20, output: 5 } } as Shapes['UsageSums'];
const point = { requests: 2, failed: 1, inputTokens: 7, outputTokens: 3, costNanoDollars: 250_000_000, savedNanoDollars: 0 };

it('measures sums and points alike', () => {
  expect((['cost', 'tokens', 'requests'] as const).map((measure) => ofSums(measure, sums))).toEqual([1.5, 25, 3]);
  expect((['cost', 'tokens', 'requests'] as const).map((measure) => ofPoint(measure, point))).toEqual([0.25, 10, 2]);
});

describe('sayShort', () => {
  it.each([
    ['cost', 0.2, '$0.20'],
    ['cost', 0.0055, '$0.0055'],
    ['cost', 0.004, '$0.004'],
    ['cost', 16, '$16.00'],
    ['cost', 0, '$0.00'],
    ['tokens', 0, '0'],
    ['tokens', 1_250_000, '1.25M'],
    ['requests', 12, '12'],
  ] as const)('writes %s of %s as %s', (measure, value, text) => expect(sayShort(measure, value)).toBe(text));
});

it('says amounts in full elsewhere', () => expect([say('cost', 0.2), say('tokens', 1_250_000)]).toEqual(['$0.2000', '1,250,000']));
