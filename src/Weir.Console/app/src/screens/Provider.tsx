import { Anchor, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../api/queries';
import { Dialog } from '../parts/Dialog';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { StatusWord } from '../parts/StatusWord';
import { Budgets } from './provider/Budgets';
import { Changes } from './provider/Changes';
import { Health } from './provider/Health';
import { Quotas } from './provider/Quotas';
import { Recent } from './provider/Recent';
import { RemoveDialog } from './provider/RemoveDialog';
import { Settings } from './provider/Settings';
import { SignInFacts } from './provider/SignInFacts';
import { SignInSteps } from './providers/SignInSteps';

/** One connection: how it fares, what is set for it, what it may cost, and what went through it. */
export function Provider() {
  const { name } = useParams({ from: '/shell/providers/$name' });
  const detail = useQuery(ask.provider(name));
  const statuses = useQuery({ ...ask.statuses, refetchInterval: 15_000 });
  const status = statuses.data?.find((connection) => connection.name === name);
  const [open, setOpen] = useState<'sign-in' | 'remove' | null>(null);
  const navigate = useNavigate();
  const close = () => setOpen(null);

  return (
    <Screen
      title={name}
      about={
        <>
          <Anchor inherit underline="always" renderRoot={(props) => <Link to="/providers" {...props} />}>
            Providers
          </Anchor>
          {detail.data && ` / ${detail.data.provider.name}`}
        </>
      }
      actions={status && <StatusWord status={status.status} />}
    >
      <Shown query={detail} height={480} empty={{ when: (data) => data.connection === null, show: <Text>There is no connection of this name; a provider of the catalogue is connected on the page before this one.</Text> }}>
        {({ connection, provider }) =>
          connection && (
            <div className="panels">
              <Health name={name} status={status} connection={connection} />
              <SignInFacts name={name} declared={connection.declared} onChange={() => setOpen('sign-in')} />
              <Settings connection={connection} documentation={provider.documentation} />
              <Quotas name={name} />
              <Budgets name={name} runCaps={connection.runCaps} />
              <Recent name={name} />
              <Changes name={name} />
              <section className="panel" aria-label="Remove">
                <Group justify="space-between">
                  <Text size="sm" style={{ flex: 1, minWidth: 200 }}>
                    {connection.declared ? `It stands at ${connection.origin}: take it out there.` : connection.saved ? 'Its key is deleted with it.' : `It comes from the ${connection.origin}: take the variable away, or switch it off.`}
                  </Text>
                  <Button color="red.9" onClick={() => setOpen('remove')} disabled={!connection.saved}>
                    Remove…
                  </Button>
                </Group>
              </section>
              {open === 'remove' && <RemoveDialog connection={connection} onClose={close} onRemoved={() => void navigate({ to: '/providers' })} />}
            </div>
          )
        }
      </Shown>
      {open === 'sign-in' && (
        <Dialog onClose={close} size="lg" title={`Sign in to ${name}`} closeOnClickOutside={false}>
          <SignInSteps provider={name} onDone={close} />
        </Dialog>
      )}
    </Screen>
  );
}
