import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ask } from '../api/queries';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { RequestView } from './requests/RequestView';
import { useCopyKey } from './requests/useCopyKey';

/** One request: where it went, how long each try took, what it cost. */
export function Request() {
  const { id } = useParams({ from: '/shell/requests/$id' });
  const trace = useQuery(ask.request(id));
  useCopyKey(id);
  return (
    <Screen
      title="Request"
      about={
        <>
          <Text component="span" inherit className="mono">
            {id}
          </Text>
          {' · '}
          <Anchor underline="always" size="sm" c="inherit" renderRoot={(props) => <Link to="/requests" {...props} />}>
            All requests
          </Anchor>
        </>
      }
    >
      <Shown query={trace} height={420}>
        {(request) => <RequestView request={request} />}
      </Shown>
    </Screen>
  );
}
