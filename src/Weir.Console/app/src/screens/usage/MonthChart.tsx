import { useReducedMotion } from '@mantine/hooks';
import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { usdShort } from './measure';
import type { MonthDay } from './month';

const tick = { fill: 'var(--mantine-color-text)', fontSize: 12 };

/** The month as a line that grows, and from today on where it goes: the middle, and the band of 8 of 10 cases. */
export function MonthChart({ days }: { days: readonly MonthDay[] }) {
  const still = useReducedMotion();
  return (
    <>
      <div role="img" aria-label="Spending of this month, day by day, and what it is expected to come to. The table below has the numbers.">
        <ResponsiveContainer width="100%" height={220}>
          <ComposedChart data={[...days]} margin={{ top: 8, left: 0, right: 8 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" />
            <XAxis dataKey="day" tick={tick} minTickGap={24} tickFormatter={(day: string) => String(Number(day.slice(8)))} />
            <YAxis tick={tick} tickFormatter={usdShort} width={72} />
            <Area dataKey="range" stroke="none" fill="var(--series-0)" fillOpacity={0.25} isAnimationActive={false} connectNulls={false} />
            <Line dataKey="expected" stroke="var(--series-0)" strokeDasharray="5 4" strokeWidth={2} dot={false} isAnimationActive={false} />
            <Line dataKey="spent" stroke="var(--series-0)" strokeWidth={2.5} dot={false} isAnimationActive={!still} animationDuration={200} />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <ul className="legend" aria-label="Lines of the chart">
        <li>
          <span aria-hidden="true">━</span> spent
        </li>
        <li>
          <span aria-hidden="true">┅</span> expected
        </li>
        <li>
          <span className="swatch band" aria-hidden="true" /> 8 of 10 cases
        </li>
      </ul>
    </>
  );
}
