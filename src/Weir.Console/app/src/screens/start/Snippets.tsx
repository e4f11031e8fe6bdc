import { Button, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Shapes } from '../../api/client';
import { Copyable } from '../../parts/Copyable';
import { clients } from '../../words/commands';
import { CreateKey } from '../keys/CreateKey';
import { NewKey } from '../keys/NewKey';

/** How programs are sent through this gateway. */
export function Snippets() {
  const [asks, setAsks] = useState(false);
  const [made, setMade] = useState<Shapes['CreatedKey'] | null>(null);
  const all = clients(location.origin);
  return (
    <section aria-label="Connect your client">
      <Title order={2} size="h4" mb="xs">
        Connect your client
      </Title>
      <Group justify="space-between" mb="sm">
        <Text size="sm" style={{ flex: 1, minWidth: 200 }}>
          Programs show a key of this gateway, never one of a provider. It stands for <span className="mono">$WEIR_KEY</span> below.
        </Text>
        <Button size="xs" variant="default" onClick={() => setAsks(true)}>
          Make a key
        </Button>
      </Group>
      <Tabs defaultValue={all[0]!.name} keepMounted={false}>
        <Tabs.List className="scroll-x" style={{ flexWrap: 'nowrap' }}>
          {all.map((client) => (
            <Tabs.Tab key={client.name} value={client.name}>
              {client.name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {all.map((client) => (
          <Tabs.Panel key={client.name} value={client.name} pt="sm">
            <Stack gap="xs">
              <Copyable text={client.text} label={`Copy what ${client.name} needs`} />
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
      {asks && (
        <CreateKey
          onClose={() => setAsks(false)}
          onMade={(key) => {
            setAsks(false);
            setMade(key);
          }}
        />
      )}
      {made && <NewKey made={made} onClose={() => setMade(null)} />}
    </section>
  );
}
