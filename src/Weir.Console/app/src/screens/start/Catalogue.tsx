import { Group, SimpleGrid, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import type { Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Empty } from '../../parts/Empty';
import { Monogram } from '../../parts/Monogram';
import { Shown } from '../../parts/Shown';
import { some } from '../../words/amounts';
import { matches } from '../../words/search';

type Provider = Shapes['ProviderEntry'];

const waysIn: Record<string, string> = { api: 'key', oauth: 'sign-in', aws: 'AWS', gcp: 'Google Cloud', azure: 'Azure', command: 'command', 'well-known': 'organisation', none: 'nothing to sign in' };

/** Every provider of the catalogue as a card. Enter in the search takes the first. */
export function Catalogue({ onChoose }: { onChoose: (provider: string) => void }) {
  const catalogue = useQuery(ask.catalogue);
  const [search, setSearch] = useState('');
  const typed = useDeferredValue(search);
  const found = useMemo(() => sorted((catalogue.data ?? []).filter((entry) => entry.id !== 'simulator' && matches(typed, entry.id, entry.name)), typed), [catalogue.data, typed]);

  return (
    <section aria-label="Catalogue">
      <Title order={2} size="h4" mb="xs">
        Every provider
      </Title>
      <TextInput
        type="search"
        label="Search the catalogue"
        description="Enter takes the first."
        placeholder="openai, mistral, bedrock…"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          // What is in the field, not what was drawn last: somebody may type faster than that.
          const wanted = event.currentTarget.value;
          if (event.key !== 'Enter' || wanted.trim().length === 0) {
            return;
          }

          const first = sorted((catalogue.data ?? []).filter((entry) => matches(wanted, entry.id, entry.name)), wanted)[0];
          if (first) {
            onChoose(first.id);
          }
        }}
        autoFocus
        mb="sm"
        maw={560}
      />
      <Shown query={catalogue} height={480} empty={{ when: (all) => all.length === 0, show: <Empty title="The catalogue is empty" command="weir catalog sync">No provider is known. Fetch the catalogue:</Empty> }}>
        {(all) => (
          <>
            <Text size="sm" className="quiet" role="status" mb="xs">
              {found.length} of {all.length} providers
            </Text>
            {found.length === 0 ? (
              <Text>No provider is called like that. Any server that speaks the OpenAI dialect works as “openai-compatible” in weir.yaml.</Text>
            ) : (
              <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="sm">
                {found.map((entry) => (
                  <UnstyledButton key={entry.id} className="pick" onClick={() => onChoose(entry.id)} title={entry.reason ?? entry.name}>
                    <Group gap="sm" wrap="nowrap">
                      <Monogram name={entry.name} />
                      <div style={{ minWidth: 0 }}>
                        <Text fw={600} truncate>
                          {entry.name}
                        </Text>
                        <Text size="xs" className="quiet" truncate>
                          {some(entry.models, 'model')}, {[...new Set(entry.authMethods.map((method) => waysIn[method.method] ?? method.method))].join(' or ') || 'no sign-in'}
                          {entry.connections.length > 0 && ', connected'}
                        </Text>
                      </div>
                    </Group>
                  </UnstyledButton>
                ))}
              </SimpleGrid>
            )}
          </>
        )}
      </Shown>
    </section>
  );
}

/** The nearest first, equals by name. */
function sorted(providers: Provider[], search: string): Provider[] {
  return providers.sort((one, other) => rank(one, search) - rank(other, search) || one.name.localeCompare(other.name));
}

/** What is called exactly so first, then what begins so, then the rest. */
function rank(provider: Provider, search: string): number {
  const [id, name, wanted] = [provider.id.toLowerCase(), provider.name.toLowerCase(), search.trim().toLowerCase()];
  return id === wanted || name === wanted ? 0 : id.startsWith(wanted) || name.startsWith(wanted) ? 1 : 2;
}
