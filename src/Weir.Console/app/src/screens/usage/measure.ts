import type { Shapes } from '../../api/client';
import { count, tokens, usd } from '../../words/amounts';
import type { Measure } from './search';

const nanoPerUsd = 1_000_000_000;

/** What a measure is called. */
export const measureWords: Record<Measure, string> = { cost: 'Cost', tokens: 'Tokens', requests: 'Requests' };

/** Of sums. */
export function ofSums(measure: Measure, sums: Shapes['UsageSums']): number {
  return measure === 'cost' ? sums.costUsd : measure === 'tokens' ? sums.usage.input + sums.usage.output : sums.requests;
}

/** Of one span of a line. */
export function ofPoint(measure: Measure, point: Shapes['UsagePoint']): number {
  return measure === 'cost' ? point.costNanoDollars / nanoPerUsd : measure === 'tokens' ? point.inputTokens + point.outputTokens : point.requests;
}

/** An amount of it in full. */
export function say(measure: Measure, value: number): string {
  return measure === 'cost' ? usd(value) : count(value);
}

/** An amount of it beside an axis. */
export function sayShort(measure: Measure, value: number): string {
  return measure === 'cost' ? usdShort(value) : value === 0 ? '0' : tokens(value);
}

/** US dollars without the zeros at their end that a row of marks does not need. */
export function usdShort(value: number): string {
  return usd(value).replace(/(\.\d\d\d*?)0+$/, '$1');
}
