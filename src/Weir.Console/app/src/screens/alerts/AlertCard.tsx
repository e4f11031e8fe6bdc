import { Anchor, Button, Group, Paper, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { api, given, type Shapes } from '../../api/client';
import { useDo } from '../../parts/useDo';
import { away, moment } from '../../words/moments';
import { alertWords, placeOf } from './kinds';

const states: Record<string, string> = { sent: '✓ sent to', waiting: '◔ waits for', given_up: '✕ given up for' };

/** One alert: what it is about, where it was sent, and who knows of it. */
export function AlertCard({ alert }: { alert: Shapes['AlertEntry'] }) {
  const acknowledge = useDo(() => given(api.POST('/admin/api/v1/alerts/{name}/acknowledge', { params: { path: { name: alert.id } } })), ['alerts'], () => 'Acknowledged.');
  const { title, sign } = alertWords(alert.kind);
  const place = placeOf(alert);
  return (
    <Paper withBorder p="md" radius="md" component="article" aria-label={`${title}: ${alert.subject}`}>
      <Group justify="space-between" align="flex-start" gap="sm" wrap="wrap">
        <div style={{ flex: '1 1 260px', minWidth: 0 }}>
          <Title order={2} size="h5">
            <span aria-hidden="true">{sign}</span> {title}
          </Title>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {alert.message}
          </Text>
          <Text size="sm" className="quiet" mt={4} style={{ overflowWrap: 'anywhere' }}>
            <span title={moment(alert.raisedAt)}>{away(alert.raisedAt)}</span> ·{' '}
            {place ? (
              <Anchor inherit underline="always" renderRoot={(props) => <Link {...place} {...props} />}>
                {alert.subject}
              </Anchor>
            ) : (
              <span className="mono">{alert.subject}</span>
            )}
            {alert.acknowledgedAt !== null && (
              <>
                {' '}
                · acknowledged by {alert.acknowledgedBy ?? 'somebody'} <span title={moment(alert.acknowledgedAt)}>{away(alert.acknowledgedAt)}</span>
              </>
            )}
          </Text>
          {alert.deliveries.map((delivery) => (
            <Text size="sm" className="quiet" key={delivery.channel}>
              {states[delivery.state] ?? delivery.state} {delivery.channel}
              {delivery.problem !== null && ` after ${delivery.tries} ${delivery.tries === 1 ? 'try' : 'tries'}: ${delivery.problem}`}
            </Text>
          ))}
        </div>
        {alert.acknowledgedAt === null && (
          <Button size="xs" variant="default" onClick={() => acknowledge.mutate(undefined)} loading={acknowledge.isPending} aria-label={`Acknowledge: ${title}, ${alert.subject}`}>
            Acknowledge
          </Button>
        )}
      </Group>
    </Paper>
  );
}
