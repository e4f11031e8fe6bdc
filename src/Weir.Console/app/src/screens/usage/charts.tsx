import { lazy, Suspense, type ComponentProps } from 'react';
import { Placeholder } from '../../parts/Shown';

// The library that draws is larger than the rest of the page: numbers and tables do not wait for it.
const Stacked = lazy(async () => ({ default: (await import('./StackChart')).StackChart }));
const Monthly = lazy(async () => ({ default: (await import('./MonthChart')).MonthChart }));

/** As {@link Stacked}, as soon as it is there. */
export function StackChart(props: ComponentProps<typeof Stacked>) {
  return (
    <Suspense fallback={<Placeholder height={260} />}>
      <Stacked {...props} />
    </Suspense>
  );
}

/** As {@link Monthly}, as soon as it is there. */
export function MonthChart(props: ComponentProps<typeof Monthly>) {
  return (
    <Suspense fallback={<Placeholder height={220} />}>
      <Monthly {...props} />
    </Suspense>
  );
}
