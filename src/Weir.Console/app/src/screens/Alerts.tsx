import { Button, Group, Stack, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../api/queries';
import { Empty } from '../parts/Empty';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { useSession } from '../session/useSession';
import { AlertCard } from './alerts/AlertCard';
import { TestDialog } from './alerts/TestDialog';

/** What people were told of: what nobody acknowledged, or all of it. */
export function Alerts() {
  const { all = false } = useSearch({ from: '/shell/alerts' });
  const alerts = useQuery(ask.alerts(!all));
  const navigate = useNavigate();
  const { may } = useSession();
  const [tests, setTests] = useState(false);
  return (
    <Screen
      title="Alerts"
      about="Budgets, quotas and connections that need somebody: each is told once for its window."
      actions={
        <Group gap="md">
          <Switch label="Acknowledged too" checked={all} onChange={(event) => void navigate({ to: '/alerts', replace: true, search: event.currentTarget.checked ? { all: true } : {} })} />
          {may('admin') && (
            <Button variant="default" onClick={() => setTests(true)}>
              Send a test
            </Button>
          )}
        </Group>
      }
    >
      <Shown
        query={alerts}
        height={240}
        empty={{
          when: (listed) => listed.length === 0,
          show: (
            <Empty title={all ? 'There was no alert yet' : 'No open alerts'} command="weir budgets set gateway --monthly 100 --alert 0.8">
              An alert comes when a budget is nearly used up, an upstream’s quota is low, or a connection fails or is signed out. Webhooks and commands under <span className="mono">alerts</span> in weir.yaml get it too. A budget that warns:
            </Empty>
          ),
        }}
      >
        {(listed) => (
          <Stack component="ul" gap="sm" style={{ listStyle: 'none', padding: 0, margin: 0 }}>
            {listed.map((alert) => (
              <li key={alert.id}>
                <AlertCard alert={alert} />
              </li>
            ))}
          </Stack>
        )}
      </Shown>
      {tests && <TestDialog onClose={() => setTests(false)} />}
    </Screen>
  );
}
