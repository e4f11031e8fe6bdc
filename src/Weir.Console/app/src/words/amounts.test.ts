import { describe, expect, it } from 'vitest';
import { count, duration, price, size, some, tokens, usd } from './amounts';

describe('usd', () => {
  it.each([
    [0, '$0.00'],
    [1234.5, '$1,234.50'],
    [0.0123, '$0.0123'],
    [0.000042, '$0.000042'],
    [-2, '−$2.00'],
    [null, 'unknown'],
  ])('writes %s as %s', (amount, text) => expect(usd(amount)).toBe(text));
});

describe('price', () => {
  it('tells an unknown price from a free model', () => {
    expect(price(null)).toBe('–');
    expect(price(0)).toBe('free');
    expect(price(0.075)).toBe('$0.075');
  });
});

describe('tokens', () => {
  it.each([
    [0, '–'],
    [512, '512'],
    [128_000, '128K'],
    [1_047_576, '1.05M'],
  ])('writes %s as %s', (limit, text) => expect(tokens(limit)).toBe(text));
});

describe('duration', () => {
  it.each([
    [null, '–'],
    [3.14, '3.1 ms'],
    [840.4, '840 ms'],
    [12_400, '12.4 s'],
    [185_000, '3 min 5 s'],
  ])('writes %s as %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text));
});

describe('size', () => {
  it.each([
    [0, '0 B'],
    [1_536, '1.5 KB'],
    [5_242_880, '5 MB'],
  ])('writes %s as %s', (bytes, text) => expect(size(bytes)).toBe(text));
});

describe('count and some', () => {
  it('puts thousands apart, and one thing in the singular', () => {
    expect(count(1234567)).toBe('1,234,567');
    expect(some(1, 'request')).toBe('1 request');
    expect(some(0, 'request')).toBe('0 requests');
  });
});
