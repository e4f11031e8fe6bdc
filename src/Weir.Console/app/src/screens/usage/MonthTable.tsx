import { Table } from '@mantine/core';
import { usd } from '../../words/amounts';
import type { MonthDay } from './month';

/** The numbers of the month's chart. */
export function MonthTable({ days }: { days: readonly MonthDay[] }) {
  return (
    <details className="numbers">
      <summary>The numbers of this chart</summary>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="This month, in numbers">
        <Table aria-label="This month" striped withRowBorders={false}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">By the end of</Table.Th>
              {['Spent', 'Expected', 'Least', 'Most'].map((title) => (
                <Table.Th scope="col" className="number" key={title}>
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.map((day) => (
              <Table.Tr key={day.day}>
                <Table.Th scope="row" fw={400}>
                  {day.day}
                </Table.Th>
                {[day.spent, day.expected, day.range?.[0] ?? null, day.range?.[1] ?? null].map((amount, index) => (
                  <Table.Td className="number" key={index}>
                    {amount === null ? '–' : usd(amount)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
  );
}
