import { Anchor, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, given } from '../../api/client';
import { ask } from '../../api/queries';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { useDo } from '../../parts/useDo';
import { away, moment } from '../../words/moments';
import { Teach } from './Teach';

/** What people were told of and nobody has taken note of yet. */
export function OpenAlerts() {
  const alerts = useQuery(ask.alerts(true));
  const acknowledge = useDo(
    (name: string) => given(api.POST('/admin/api/v1/alerts/{name}/acknowledge', { params: { path: { name } } })),
    ['alerts'],
    (alert) => `Noted: ${alert.subject}.`,
  );
  return (
    <Panel
      title="Open alerts"
      actions={
        <Anchor size="sm" c="inherit" underline="always" renderRoot={(props) => <Link to="/alerts" {...props} />}>
          All alerts
        </Anchor>
      }
    >
      <Shown
        query={alerts}
        height={120}
        empty={{
          when: (all) => all.length === 0,
          show: <Teach command="weir alerts test">Nothing waits for anybody. Alerts tell of budgets and quotas that run low and of connections that fail; this tries the webhooks and commands they go to:</Teach>,
        }}
      >
        {(all) => (
          <ul className="lines" aria-label="Open alerts">
            {all.map((alert) => (
              <li key={alert.id}>
                <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
                  <div>
                    <Text>{alert.message}</Text>
                    <Text size="sm" className="quiet" title={moment(alert.raisedAt)}>
                      {alert.kind.replaceAll('_', ' ')}, {away(alert.raisedAt)}
                      {alert.deliveries.some((delivery) => delivery.state === 'given_up') && `; not delivered to ${alert.deliveries.filter((delivery) => delivery.state === 'given_up').map((delivery) => delivery.channel).join(', ')}`}
                    </Text>
                  </div>
                  <Button size="xs" variant="default" onClick={() => acknowledge.mutate(alert.id)} loading={acknowledge.isPending && acknowledge.variables === alert.id} aria-label={`Take note of: ${alert.message}`} style={{ flex: 'none' }}>
                    Take note
                  </Button>
                </Group>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Panel>
  );
}
