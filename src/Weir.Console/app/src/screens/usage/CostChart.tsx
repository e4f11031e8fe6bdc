import { Paper } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Shapes } from '../../api/client';
import { count, usd } from '../../words/amounts';
import { top } from './top';

const room = 12;

/** Cost of each group as a bar, or its requests where nothing cost anything; what does not fit is summed up as the rest. */
export function CostChart({ by, rows }: { by: string; rows: readonly Shapes['UsageLine'][] }) {
  const still = useReducedMotion();
  // Where nothing cost anything, bars of cost would say nothing.
  const isFree = rows.every((row) => row.sums.costUsd === 0);
  const what = isFree ? 'Requests' : 'Cost';
  const say = (value: number) => (isFree ? count(value) : usd(value));
  const bars = top(rows, by === 'day' ? rows.length : room, (row) => (isFree ? row.sums.requests : row.sums.costUsd));
  return (
    <Paper withBorder p="md" radius="md" role="img" aria-label={`${what} by ${by}; the table below has the numbers.`}>
      <ResponsiveContainer width="100%" height={260}>
        <BarChart data={bars} margin={{ left: 8, right: 8 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" />
          <XAxis dataKey="name" tick={{ fill: 'var(--mantine-color-text)', fontSize: 12 }} interval="preserveStartEnd" tickFormatter={(name: string) => (name.length > 18 ? name.slice(0, 17) + '…' : name)} />
          <YAxis tick={{ fill: 'var(--mantine-color-text)', fontSize: 12 }} tickFormatter={(value: number) => say(value)} allowDecimals={!isFree} width={76} />
          <Tooltip
            formatter={(value) => [say(Number(value)), what]}
            contentStyle={{ background: 'var(--mantine-color-body)', border: '1px solid var(--mantine-color-default-border)', color: 'var(--mantine-color-text)' }}
            cursor={{ fill: 'var(--mantine-color-default-hover)' }}
          />
          <Bar dataKey="value" fill="var(--mantine-color-teal-7)" radius={[3, 3, 0, 0]} isAnimationActive={!still} animationDuration={200} maxBarSize={48} />
        </BarChart>
      </ResponsiveContainer>
    </Paper>
  );
}
