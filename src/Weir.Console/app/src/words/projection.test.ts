import { expect, it } from 'vitest';
import type { Shapes } from '../api/client';
import { track } from './projection';

const told = (expectedUsd: number | null, lowUsd: number | null, highUsd: number | null, daysKnown: number) => track({ expectedUsd, lowUsd, highUsd, daysKnown } as Shapes['UsageProjection']);

it('says no more than is known', () => {
  expect(told(1120.25, 980, 1300, 28)).toBe('On track for $1,120.25 ($980.00 to $1,300.00 in 8 of 10 cases).');
  expect(told(12, null, null, 1)).toBe('On track for $12.00, as told by 1 day; from three days on there is a range.');
  expect(told(null, null, null, 0)).toBe('What it will come to can be told after the first whole day.');
});
