import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/queries';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { StatusWord } from '../../parts/StatusWord';
import { some, usd } from '../../words/amounts';
import { Teach } from './Teach';

/** Every connection with its status; those that can't be asked say why. */
export function StatusStrip() {
  const statuses = useQuery(ask.statuses);
  return (
    <Panel title="Providers">
      <Shown
        query={statuses}
        height={120}
        empty={{
          when: (all) => all.length === 0,
          show: <Teach command="weir init">No provider is connected. Connect one on the Providers page, or let Weir look for keys that this machine already has:</Teach>,
        }}
      >
        {(all) => (
          <ul className="strip" aria-label="Providers">
            {all.map((connection) => (
              <li key={connection.name}>
                <Group justify="space-between" gap="sm" wrap="nowrap">
                  <Anchor underline="always" c="inherit" className="cut" renderRoot={(props) => <Link to="/providers/$name" params={{ name: connection.name }} {...props} />}>
                    {connection.name}
                  </Anchor>
                  <StatusWord status={connection.status} />
                </Group>
                <Text size="sm" className="quiet">
                  {connection.reason ?? (connection.requestsToday === 0 ? 'Not used today' : `${some(connection.requestsToday, 'request')} today, ${usd(connection.costTodayUsd)}`)}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Panel>
  );
}
