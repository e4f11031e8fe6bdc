import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Shapes } from '../api/client';
import { ask } from '../api/queries';
import { Empty } from '../parts/Empty';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { StatusWord } from '../parts/StatusWord';
import { count, some } from '../words/amounts';
import { NewChain } from './chains/NewChain';

/** Chains: where a request goes on when one target fails. */
export function Chains() {
  const chains = useQuery(ask.chains);
  const [isNew, setNew] = useState(false);
  return (
    <Screen
      title="Chains"
      about="Targets to go through until one answers. Clients ask for a chain by its name, as for a model."
      actions={<Button onClick={() => setNew(true)}>New chain</Button>}
    >
      <Shown
        query={chains}
        height={320}
        empty={{
          when: (all) => all.length === 0,
          show: (
            <Empty title="No chains yet" command="weir chains set coding openai/gpt-5 openrouter/qwen3-coder">
              A chain lets a request go on when a provider fails, is full or too slow. Make one above from what is connected, declare one in weir.yaml, or set one by command:
            </Empty>
          ),
        }}
      >
        {(all) => (
          <Stack component="ul" gap="md" style={{ listStyle: 'none', padding: 0, margin: 0 }}>
            {all.map((chain) => (
              <li key={`${chain.origin} ${chain.name}`}>
                <ChainCard chain={chain} />
              </li>
            ))}
          </Stack>
        )}
      </Shown>
      {isNew && <NewChain taken={(chains.data ?? []).map((chain) => chain.name)} onClose={() => setNew(false)} />}
    </Screen>
  );
}

function ChainCard({ chain }: { chain: Shapes['ChainEntry'] }) {
  return (
    <Paper withBorder p="md" radius="md" component="article" aria-label={chain.name}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={2} size="h4" className="mono">
          <Anchor inherit underline="always" c="inherit" renderRoot={(props) => <Link to="/chains/$name" params={{ name: chain.name }} {...props} />}>
            {chain.name}
          </Anchor>
        </Title>
        <Text size="sm" className="quiet">
          {chain.setBy === null ? `declared at ${chain.origin}` : `set by ${chain.setBy}`}
        </Text>
      </Group>
      {chain.problem && <Text size="sm">Not in use: {chain.problem}</Text>}
      <Stack component="ol" gap={4} my="sm" style={{ listStyle: 'none', padding: 0 }}>
        {chain.targets.map((target, index) => (
          <Group key={target.name} component="li" gap="xs" title={target.reason ?? undefined}>
            <Text size="sm" className="quiet" component="span">
              {index + 1}.
            </Text>
            <Text size="sm" component="span" className="mono">
              {target.name}
            </Text>
            <StatusWord status={target.status} />
            {target.share !== null && (
              <Text size="sm" component="span" className="quiet">
                {Math.round(target.share * 100)} % of the answers
              </Text>
            )}
          </Group>
        ))}
      </Stack>
      <Text size="sm" className="quiet">
        {chain.moveOn.length === 0 ? 'Stays with the first.' : chain.askBeforeSwitching ? 'Asks before it goes on.' : 'Goes on by itself.'} In 24 hours {some(chain.requests, 'request')}, {count(chain.failed)} failed.
      </Text>
    </Paper>
  );
}
