import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/queries';
import { useLive } from '../../live/events';
import { merge } from '../../live/merge';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { firstRequest } from '../../words/commands';
import { away, brief } from '../../words/moments';
import { Teach } from './Teach';

const room = 10;

/** Requests that failed, with what can be done about each. */
export function LastErrors() {
  const { arrived } = useLive();
  const failed = useQuery(ask.requests({ failed: true }));
  return (
    <Panel
      title="Last errors"
      actions={
        <Anchor size="sm" c="inherit" underline="always" renderRoot={(props) => <Link to="/requests" search={{ failed: true }} {...props} />}>
          All that failed
        </Anchor>
      }
    >
      <Shown query={failed} height={200}>
        {(listed) => {
          const errors = merge(
            arrived.filter((request) => request.error !== null || request.status >= 400),
            listed,
            room,
          );
          return errors.length === 0 ? (
            <Teach command={firstRequest(location.origin)}>No request has failed. Those that do stand here, with what to do about it. Send one:</Teach>
          ) : (
            <ul className="lines" aria-label="Last errors">
              {errors.map((request) => (
                <li key={request.id}>
                  <Group justify="space-between" gap="sm" wrap="nowrap">
                    <Anchor underline="always" c="inherit" className="tap" renderRoot={(props) => <Link to="/requests/$id" params={{ id: request.id }} {...props} />}>
                      {request.error?.replaceAll('_', ' ') ?? `Status ${request.status}`}
                    </Anchor>
                    <Text size="sm" className="quiet number" title={away(request.time)}>
                      {brief(request.time)}
                    </Text>
                  </Group>
                  <Text size="sm" className="quiet">
                    {request.modelAnswered ?? request.modelAsked ?? 'no model'} for {request.key ?? 'an unknown key'}
                  </Text>
                  {request.errorAction && <Text size="sm">{request.errorAction}</Text>}
                </li>
              ))}
            </ul>
          );
        }}
      </Shown>
    </Panel>
  );
}
