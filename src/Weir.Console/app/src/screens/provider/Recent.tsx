import { Anchor, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/queries';
import { useLive } from '../../live/events';
import { merge } from '../../live/merge';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { usd } from '../../words/amounts';
import { brief } from '../../words/moments';
import { outcome } from '../requests/outcome';

const room = 10;

/** The latest requests that went through a connection. */
export function Recent({ name }: { name: string }) {
  const requests = useQuery(ask.requests({ connection: name }));
  const { arrived } = useLive();
  const latest = merge(
    arrived.filter((request) => request.connection === name),
    requests.data ?? [],
    room,
  );
  return (
    <Panel
      title="Recent requests"
      actions={
        <Anchor size="sm" underline="always" renderRoot={(props) => <Link to="/requests" search={{ connection: name }} {...props} />}>
          All of them
        </Anchor>
      }
    >
      <Shown
        query={requests}
        height={200}
        empty={{
          when: () => latest.length === 0,
          show: (
            <Text size="sm" className="quiet">
              Nothing has gone through it yet.
            </Text>
          ),
        }}
      >
        {() => (
          <div className="scroll-x" tabIndex={0} role="region" aria-label="Recent requests">
            <Table aria-label="Recent requests" miw={420}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Time</Table.Th>
                  <Table.Th>Model</Table.Th>
                  <Table.Th>Outcome</Table.Th>
                  <Table.Th className="number">Cost</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {latest.map((request) => (
                  <Table.Tr key={request.id}>
                    <Table.Td>
                      <Anchor inherit underline="always" renderRoot={(props) => <Link to="/requests/$id" params={{ id: request.id }} {...props} />}>
                        {brief(request.time)}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>{request.modelAnswered ?? request.modelAsked ?? '–'}</Table.Td>
                    <Table.Td>{outcome(request)}</Table.Td>
                    <Table.Td className="number">{usd(request.costUsd)}</Table.Td>
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
