import { Group, SegmentedControl, Select, SimpleGrid, Paper, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ask, groupings, type Grouping } from '../api/queries';
import { Empty } from '../parts/Empty';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { count, some, usd } from '../words/amounts';
import { daysAgo } from '../words/moments';
import { CostChart } from './usage/CostChart';

const ranges = [
  { value: '1', label: 'Today' },
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '0', label: 'All' },
];

/** What was spent and used, by whatever it is to be told apart. The chart's numbers stand in the table below it. */
export function Usage() {
  const { by = 'day', days = 30 } = useSearch({ from: '/shell/usage' });
  const navigate = useNavigate();
  const since = useMemo(() => (days === 0 ? undefined : daysAgo(days - 1)), [days]);
  const usage = useQuery({ ...ask.usage(by, since), refetchInterval: 30_000 });
  const look = (next: { by?: Grouping; days?: number }) => void navigate({ to: '/usage', search: { by, days, ...next }, replace: true });

  return (
    <Screen title="Usage" about="From the ledger. Days are in UTC.">
      <Group align="flex-end">
        <Select label="By" data={groupings.map((grouping) => grouping)} value={by} onChange={(value) => look({ by: (value ?? 'day') as Grouping })} allowDeselect={false} w={160} />
        <SegmentedControl aria-label="Range" data={ranges} value={String(days)} onChange={(value) => look({ days: Number(value) })} />
      </Group>
      <Shown
        query={usage}
        height={420}
        empty={{
          when: (report) => report.totals.requests === 0,
          show: <Empty title="Nothing was asked in this time">As soon as one request is answered, its tokens and cost stand here. Choose a longer range, or send a request.</Empty>,
        }}
      >
        {(report) => (
          <>
            <SimpleGrid cols={{ base: 2, sm: 4 }}>
              <Sum name="Cost" value={usd(report.totals.costUsd)} />
              <Sum name="Requests" value={count(report.totals.requests)} />
              <Sum name="Tokens in" value={count(report.totals.usage.input)} />
              <Sum name="Tokens out" value={count(report.totals.usage.output)} />
            </SimpleGrid>
            {report.totals.unpriced > 0 && <Text size="sm">{some(report.totals.unpriced, 'request')} went to models without a known price; the cost is too low by theirs.</Text>}
            <CostChart by={by} rows={report.rows} />
            <div className="scroll-x" tabIndex={0} role="region" aria-label="Usage in numbers">
              <Table miw={640} aria-label={`Usage by ${by}`}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{by}</Table.Th>
                    {['Requests', 'Failed', 'Tokens in', 'Cached', 'Tokens out', 'Cost'].map((title) => (
                      <Table.Th key={title} className="number">
                        {title}
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {report.rows.map((row) => (
                    <Table.Tr key={row.group ?? ''}>
                      <Table.Td className="mono">{row.name ?? row.group ?? 'none'}</Table.Td>
                      <Table.Td className="number">{count(row.sums.requests)}</Table.Td>
                      <Table.Td className="number">{count(row.sums.failed)}</Table.Td>
                      <Table.Td className="number">{count(row.sums.usage.input)}</Table.Td>
                      <Table.Td className="number">{count(row.sums.usage.cachedRead)}</Table.Td>
                      <Table.Td className="number">{count(row.sums.usage.output)}</Table.Td>
                      <Table.Td className="number">{usd(row.sums.costUsd)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          </>
        )}
      </Shown>
    </Screen>
  );
}

function Sum({ name, value }: { name: string; value: string }) {
  return (
    <Paper withBorder p="md" radius="md">
      <Text size="sm" className="quiet">
        {name}
      </Text>
      <div className="figure">{value}</div>
    </Paper>
  );
}
