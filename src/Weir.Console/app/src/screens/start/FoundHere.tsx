import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, given, type Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Monogram } from '../../parts/Monogram';
import { Shown } from '../../parts/Shown';
import { useDo } from '../../parts/useDo';
import { some } from '../../words/amounts';

const kinds: Record<string, string> = { variable: 'A key stands in the variable', server: 'A model server answers at', opencode: 'OpenCode keeps a sign-in in' };

/** What the gateway's machine is ready for. */
export function FoundHere({ onUse }: { onUse: (connection: string) => void }) {
  const found = useQuery(ask.found);
  const takeOver = useDo(() => given(api.POST('/admin/api/v1/auth/import')), ['found'], (report) => `Taken over: ${report.imported.join(', ') || 'nothing'}.`);
  return (
    <section aria-label="Found on this machine">
      <Title order={2} size="h4" mb="xs">
        Found on this machine
      </Title>
      <Shown
        query={found}
        height={64}
        empty={{
          when: (all) => all.length === 0,
          show: <Text className="quiet">No key in a variable, no model server, no sign-in of OpenCode. Choose a provider below, or try the simulator: it needs no key.</Text>,
        }}
      >
        {(all) => (
          <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
            {all.map((one) => (
              <Paper withBorder p="sm" key={`${one.kind} ${one.name}`} component="li">
                <Group justify="space-between" gap="sm">
                  <Group gap="sm" wrap="nowrap" style={{ minWidth: 220, flex: 1 }}>
                    <Monogram name={one.title} />
                    <div style={{ minWidth: 0 }}>
                      <Text fw={600}>
                        <span aria-hidden="true">{one.state === 'left' ? '– ' : '✓ '}</span>
                        {one.title}
                      </Text>
                      <Text size="sm" className="quiet" style={{ overflowWrap: 'anywhere' }}>
                        {kinds[one.kind]} {one.source}
                        {one.models > 0 && `; ${some(one.models, 'model')}`}. {one.reason}
                      </Text>
                    </div>
                  </Group>
                  <Use one={one} onUse={onUse} onTakeOver={() => takeOver.mutate(undefined, { onSuccess: () => onUse(one.name) })} isBusy={takeOver.isPending} />
                </Group>
              </Paper>
            ))}
          </Stack>
        )}
      </Shown>
    </section>
  );
}

function Use({ one, onUse, onTakeOver, isBusy }: { one: Shapes['FoundEntry']; onUse: (connection: string) => void; onTakeOver: () => void; isBusy: boolean }) {
  return one.state === 'connected' ? (
    <Button size="xs" onClick={() => onUse(one.name)} aria-label={`Use it: ${one.title}`}>
      Use it
    </Button>
  ) : one.state === 'importable' ? (
    <Button size="xs" variant="default" onClick={onTakeOver} loading={isBusy} aria-label={`Take it over: ${one.title}`}>
      Take it over
    </Button>
  ) : null;
}
