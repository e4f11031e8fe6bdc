import { Button, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ask } from '../api/queries';
import { Empty } from '../parts/Empty';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { ConnectDialog } from './providers/ConnectDialog';
import { ConnectionCard } from './providers/ConnectionCard';

/** The status board: each connection, how it fares, and what can be done with it. */
export function Providers() {
  const statuses = useQuery({ ...ask.statuses, refetchInterval: 15_000 });
  const auth = useQuery(ask.auth);
  const quotas = useQuery({ ...ask.quotas, refetchInterval: 15_000 });
  const { connect } = useSearch({ from: '/shell/providers' });
  const navigate = useNavigate();
  const choose = (provider?: string) => void navigate({ to: '/providers', search: provider === undefined ? {} : { connect: provider } });

  return (
    <Screen title="Providers" about="What requests can be sent through." actions={<Button renderRoot={(props) => <Link to="/start" {...props} />}>Connect a provider</Button>}>
      <Shown
        query={statuses}
        empty={{
          when: (all) => all.length === 0,
          show: (
            <Empty title="No provider is connected yet" command="weir init">
              Each connection stands here with its status, its limits and today’s cost. Connect one above, or let Weir write down what this machine already has:
            </Empty>
          ),
        }}
      >
        {(all) => (
          <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }}>
            {all.map((status) => (
              <ConnectionCard
                key={status.name}
                status={status}
                credential={auth.data?.credentials.find((credential) => credential.connection === status.name)}
                quotas={(quotas.data ?? []).filter((quota) => quota.connection === status.name)}
                onSignIn={() => choose(status.name)}
              />
            ))}
          </SimpleGrid>
        )}
      </Shown>
      {connect !== undefined && <ConnectDialog provider={connect} onClose={() => choose()} />}
    </Screen>
  );
}
