import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/queries';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { usd } from '../../words/amounts';
import { track } from '../../words/projection';
import { MonthChart } from './charts';
import { monthOf } from './month';
import { MonthTable } from './MonthTable';
import { beginOf } from './ranges';
import type { Filters } from './search';

/** This month: what was spent, where it goes, and how sure that is. */
export function MonthPanel({ filters, zone }: { filters: Filters; zone: string | null }) {
  const where = { ...filters, ...(zone === null ? {} : { timezone: zone }) };
  const since = beginOf('month', zone === null)!;
  const projection = useQuery({ ...ask.projection(where), refetchInterval: 60_000 });
  const series = useQuery({ ...ask.usageOverTime({ interval: 'day', since, ...where }), refetchInterval: 60_000 });
  return (
    <Panel title="This month">
      <Shown query={projection} height={300}>
        {(told) => {
          const days = series.data === undefined ? [] : monthOf(series.data, told);
          return (
            <>
              <Text>
                <strong>{usd(told.spentUsd)}</strong> so far. {track(told)}
              </Text>
              {days.length > 0 && <MonthChart days={days} />}
              {days.length > 0 && <MonthTable days={days} />}
            </>
          );
        }}
      </Shown>
    </Panel>
  );
}
