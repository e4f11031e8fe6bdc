/** The last two minutes as a line; the number beside it says the same. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const highest = Math.max(1, ...values);
  const points = values.map((value, index) => `${(index / Math.max(1, values.length - 1)) * 100},${28 - (value / highest) * 26}`).join(' ');
  return (
    <svg viewBox="0 0 100 30" width="100%" height={30} preserveAspectRatio="none" aria-hidden="true">
      <polyline points={points} fill="none" stroke="var(--mantine-color-teal-6)" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
