import { Table } from '@mantine/core';
import { say } from './measure';
import type { Measure } from './search';
import type { Stack } from './spans';

interface Props {
  /** What its columns are: "day", "team", … */
  what: string;
  label: string;
  stack: Stack;
  measure: Measure;
}

/** The numbers of a chart: a row for each of its columns. */
export function ChartTable({ what, label, stack, measure }: Props) {
  const hasSum = stack.series.length > 1;
  return (
    <details className="numbers">
      <summary>The numbers of this chart</summary>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={`${label}, in numbers`}>
        <Table aria-label={label} withRowBorders={false} striped>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{what}</Table.Th>
              {stack.series.map((series, index) => (
                <Table.Th scope="col" className="number" key={index}>
                  {series.name}
                </Table.Th>
              ))}
              {hasSum && (
                <Table.Th scope="col" className="number">
                  All
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {stack.columns.map((column, at) => (
              <Table.Tr key={column}>
                <Table.Th scope="row" fw={400} style={{ whiteSpace: 'nowrap' }}>
                  {column}
                </Table.Th>
                {stack.series.map((series, index) => (
                  <Table.Td className="number" key={index}>
                    {say(measure, series.values[at] ?? 0)}
                  </Table.Td>
                ))}
                {hasSum && (
                  <Table.Td className="number">
                    {say(
                      measure,
                      stack.series.reduce((sum, series) => sum + (series.values[at] ?? 0), 0),
                    )}
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
  );
}
