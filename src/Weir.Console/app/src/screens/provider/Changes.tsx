import { Table, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { ask } from '../../api/queries';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { brief, moment } from '../../words/moments';
import { kindWords } from '../audit/kinds';

const room = 12;

/** Who changed what about a connection: itself, its sign-in, its budgets, its limits. */
export function Changes({ name }: { name: string }) {
  const subject = `connection:${name}`;
  const [own, ...others] = useQueries({ queries: [name, subject, `${subject}/daily/usd`, `${subject}/monthly/usd`].map((of) => ask.auditOf(of, room)) });
  const rows = [own!, ...others]
    .flatMap((query) => query.data ?? [])
    .sort((one, other) => other.number - one.number)
    .slice(0, room);
  const failed = others.find((query) => query.isError);
  return (
    <Panel title="Audit">
      <Shown
        query={own!}
        height={120}
        partial={() => (failed?.error ? `Changes of its budgets can’t be shown: ${failed.error.message}` : null)}
        empty={{
          when: () => rows.length === 0 && !others.some((query) => query.isPending),
          show: (
            <Text size="sm" className="quiet">
              Nobody has changed anything about it while Weir ran.
            </Text>
          ),
        }}
      >
        {() => (
          <div className="scroll-x" tabIndex={0} role="region" aria-label="Audit">
            <Table aria-label="Audit" miw={440}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Time</Table.Th>
                  <Table.Th>What</Table.Th>
                  <Table.Th>Who</Table.Th>
                  <Table.Th>To what</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <Table.Tr key={row.number}>
                    <Table.Td title={moment(row.at)}>{brief(row.at)}</Table.Td>
                    <Table.Td>{kindWords(row.kind)}</Table.Td>
                    <Table.Td>{row.actor}</Table.Td>
                    <Table.Td className="mono" style={{ overflowWrap: 'anywhere' }}>
                      {row.subject}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        )}
      </Shown>
    </Panel>
  );
}
