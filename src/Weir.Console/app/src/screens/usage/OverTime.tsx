import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../api/queries';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { ChartTable } from './ChartTable';
import { measureWords } from './measure';
import type { Dimension, Filters, Measure } from './search';
import { overTime } from './spans';
import { StackChart } from './charts';

interface Props {
  /** What is told apart; null = nothing. */
  by: Dimension | null;
  filters: Filters;
  since: string | undefined;
  zone: string | null;
  measure: Measure;
  top: number;
  isHourly: boolean;
}

/** The range span by span; the dearest groups each in their colour. */
export function OverTime({ by, filters, since, zone, measure, top, isHourly }: Props) {
  const series = useQuery({
    ...ask.usageOverTime({
      interval: isHourly ? 'hour' : 'day',
      top,
      ...(by === null ? {} : { by }),
      ...(since === undefined ? {} : { since }),
      ...(zone === null ? {} : { timezone: zone }),
      ...filters,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  return (
    <Panel title={`${measureWords[measure]} over time${by === null ? '' : ` by ${by}`}`}>
      <Shown query={series} height={320}>
        {(told) => {
          const stack = overTime(told, measure);
          const label = `${measureWords[measure]} by ${stack.unit}${told.by === null ? '' : `, in parts by ${told.by}`}`;
          return (
            <div>
              <StackChart label={label} stack={stack} measure={measure} />
              <ChartTable what={stack.unit === 'week' ? 'week from' : stack.unit} label={label} stack={stack} measure={measure} />
            </div>
          );
        }}
      </Shown>
    </Panel>
  );
}
