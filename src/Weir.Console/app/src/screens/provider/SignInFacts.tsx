import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, given } from '../../api/client';
import { ask } from '../../api/queries';
import { Fact, Facts } from '../../parts/Facts';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../parts/Shown';
import { useDo } from '../../parts/useDo';
import { away, moment } from '../../words/moments';

const states: Record<string, string> = { ready: '✓ ready', missing: '✕ missing', sign_in_again: '✕ signed out' };

/** How a connection signs in, and the way to another key or method. */
export function SignInFacts({ name, declared, onChange }: { name: string; declared: boolean; onChange: () => void }) {
  const auth = useQuery(ask.auth);
  const path = { name };
  const refresh = useDo(() => given(api.POST('/admin/api/v1/connections/{name}/credential/refresh', { params: { path } })), ['providers'], () => 'The sign-in is renewed.');
  const own = auth.data?.credentials.find((entry) => entry.connection === name);
  return (
    <Panel
      title="Sign-in"
      actions={
        own?.method !== 'none' && (
          <>
            {own?.method === 'oauth' && (
              <Button size="xs" variant="default" onClick={() => refresh.mutate()} loading={refresh.isPending}>
                Renew now
              </Button>
            )}
            <Button size="xs" variant="default" onClick={onChange}>
              Change key or method
            </Button>
          </>
        )
      }
    >
      <Shown query={auth} height={90} empty={{ when: () => own === undefined, show: <Text size="sm">It is switched off: its sign-in is not looked at.</Text> }}>
        {() =>
          own && (
            <Facts>
              <Fact name="Method">{own.method}</Fact>
              <Fact name="State">
                {states[own.state] ?? own.state} {own.action}
              </Fact>
              <Fact name="Key from">
                {own.source} {own.masked && <span className="mono">({own.masked})</span>}
              </Fact>
              {own.expiresAt && (
                <Fact name="Ends">
                  <span title={moment(own.expiresAt)}>{away(own.expiresAt)}</span>, renewed by itself before
                </Fact>
              )}
              {Object.entries(own.facts).map(([fact, value]) => (
                <Fact key={fact} name={fact.replaceAll('_', ' ')}>
                  {value}
                </Fact>
              ))}
            </Facts>
          )
        }
      </Shown>
      {declared && (
        <Text size="xs" className="quiet" mt="xs">
          A key that weir.yaml names goes before one that is kept here.
        </Text>
      )}
    </Panel>
  );
}
