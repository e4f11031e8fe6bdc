interface Props {
  values: readonly number[];
  /** A part of each of them, drawn beneath it in the colour of errors. */
  parts?: readonly number[];
}

/** The last two minutes as a line; the numbers beside it say the same. */
export function Sparkline({ values, parts = [] }: Props) {
  const highest = Math.max(1, ...values);
  const points = (all: readonly number[]) => all.map((value, index) => `${(index / Math.max(1, all.length - 1)) * 100},${28 - (value / highest) * 26}`).join(' ');
  return (
    <svg viewBox="0 0 100 30" width="100%" height={30} preserveAspectRatio="none" aria-hidden="true">
      <polyline points={points(values)} fill="none" stroke="var(--series-0)" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
      {parts.some((part) => part > 0) && <polyline points={points(parts)} fill="none" stroke="var(--mantine-color-error)" strokeWidth={1.5} strokeDasharray="3 2" vectorEffect="non-scaling-stroke" />}
    </svg>
  );
}
