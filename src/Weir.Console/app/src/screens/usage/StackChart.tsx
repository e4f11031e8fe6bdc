import { useReducedMotion } from '@mantine/hooks';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis, type TooltipContentProps } from 'recharts';
import { colorOf } from './colors';
import { say, sayShort } from './measure';
import type { Measure } from './search';
import type { Stack } from './spans';
import { SeriesNames } from './SeriesNames';

interface Props {
  /** What it shows, for those who do not see it. */
  label: string;
  stack: Stack;
  measure: Measure;
}

const tick = { fill: 'var(--mantine-color-text)', fontSize: 12 };

/** Columns of parts. Its numbers stand in a table beneath, so the picture itself says only what it shows. */
export function StackChart({ label, stack, measure }: Props) {
  const still = useReducedMotion();
  const data = stack.columns.map((column, at) => Object.fromEntries([['column', column], ...stack.series.map((series, index) => [`s${index}`, series.values[at]])]));
  return (
    <>
      <div role="img" aria-label={`${label}. The table below has the numbers.`}>
        <ResponsiveContainer width="100%" height={260}>
          <BarChart data={data} margin={{ top: 8, left: 0, right: 8 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" />
            <XAxis dataKey="column" tick={tick} interval="preserveStartEnd" minTickGap={12} tickFormatter={short} />
            <YAxis tick={tick} tickFormatter={(value: number) => sayShort(measure, value)} allowDecimals={measure === 'cost'} width={72} />
            <Tooltip content={(shown) => <Parts shown={shown} stack={stack} measure={measure} />} cursor={{ fill: 'var(--mantine-color-default-hover)' }} isAnimationActive={false} />
            {stack.series.map((series, index) => (
              <Bar key={index} dataKey={`s${index}`} name={series.name} stackId="all" fill={colorOf(series, index)} isAnimationActive={!still} animationDuration={200} maxBarSize={48} />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      {stack.series.length > 1 && <SeriesNames series={stack.series} />}
    </>
  );
}

const date = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** A column's name beside the axis: days without their year, long names cut. */
const short = (name: string) => (/^\d{4}-\d\d-\d\d$/.test(name) ? date.format(new Date(name + 'T00:00:00Z')) : name.length > 18 ? name.slice(0, 17) + '…' : name);

/** What a column is made of, the largest part first. */
function Parts({ shown, stack, measure }: { shown: TooltipContentProps; stack: Stack; measure: Measure }) {
  const at = stack.columns.indexOf(String(shown.label));
  if (!shown.active || at < 0) {
    return null;
  }

  const parts = stack.series.map((series, index) => ({ series, index, value: series.values[at] ?? 0 })).filter((part) => part.value !== 0);
  return (
    <div className="tip">
      <strong>{stack.columns[at]}</strong>
      {parts
        .sort((one, other) => other.value - one.value)
        .map(({ series, index, value }) => (
          <div key={index} className="tip-part">
            <span className="swatch" style={{ background: colorOf(series, index) }} />
            <span className="cut">{series.name}</span>
            <span className="number">{say(measure, value)}</span>
          </div>
        ))}
      {parts.length !== 1 && (
        <div className="tip-part">
          <span />
          <span>All</span>
          <span className="number">
            {say(
              measure,
              parts.reduce((sum, part) => sum + part.value, 0),
            )}
          </span>
        </div>
      )}
    </div>
  );
}
