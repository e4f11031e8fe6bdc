import { Button, Modal, ScrollArea, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../api/queries';
import { Shown } from '../../parts/Shown';
import { matches } from '../../words/search';
import { SignInSteps } from './SignInSteps';

interface Props {
  /** A catalogue id or a connection's name; null while none is chosen. */
  provider: string | null;
  onChoose: (provider: string) => void;
  onClose: () => void;
}

/** Chooses a provider of the catalogue, then signs in to it. */
export function ConnectDialog({ provider, onChoose, onClose }: Props) {
  const catalogue = useQuery(ask.catalogue);
  const [search, setSearch] = useState('');
  return (
    <Modal opened onClose={onClose} size="lg" title={provider === null ? 'Connect your LLM provider' : `Connect ${provider}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      {provider !== null ? (
        <SignInSteps provider={provider} onDone={onClose} />
      ) : (
        <Stack>
          <TextInput type="search" label="Search the catalogue" placeholder="openai, mistral, local…" value={search} onChange={(event) => setSearch(event.currentTarget.value)} data-autofocus />
          <Shown query={catalogue}>
            {(all) => {
              const found = all.filter((candidate) => matches(search, candidate.id, candidate.name)).sort((one, other) => Number(other.found !== null) - Number(one.found !== null));
              return (
                <ScrollArea.Autosize mah={420} type="auto" viewportProps={{ tabIndex: 0, 'aria-label': 'Providers' }}>
                  <Stack gap={6}>
                    <Text size="sm" className="quiet" role="status">
                      {found.length} of {all.length} providers
                    </Text>
                    {found.map((candidate) => (
                      <UnstyledButton key={candidate.id} p="sm" style={{ border: '1px solid var(--mantine-color-default-border)', borderRadius: 8 }} onClick={() => onChoose(candidate.id)}>
                        <Text fw={600}>{candidate.name}</Text>
                        <Text size="sm" className="quiet">
                          {candidate.models} models, {candidate.authMethods.map((method) => method.label).join(' or ') || 'no sign-in'}
                          {candidate.found && `; found here: ${candidate.found}`}
                          {candidate.connections.length > 0 && `; connected as ${candidate.connections.join(', ')}`}
                        </Text>
                      </UnstyledButton>
                    ))}
                    {found.length === 0 && <Text>No provider of the catalogue is called like that. Any server that speaks the OpenAI dialect works as “openai-compatible” in weir.yaml.</Text>}
                  </Stack>
                </ScrollArea.Autosize>
              );
            }}
          </Shown>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Stack>
      )}
    </Modal>
  );
}
