import type { Shapes } from '../api/client';
import { some, usd } from './amounts';

type Projection = Shapes['UsageProjection'];

/** What this month will come to, in a sentence. */
export function track({ expectedUsd, lowUsd, highUsd, daysKnown }: Projection): string {
  if (expectedUsd === null) {
    return 'What it will come to can be told after the first whole day.';
  }

  return lowUsd === null || highUsd === null
    ? `On track for ${usd(expectedUsd)}, as told by ${some(daysKnown, 'day')}; from three days on there is a range.`
    : `On track for ${usd(expectedUsd)} (${usd(lowUsd)} to ${usd(highUsd)} in 8 of 10 cases).`;
}
