import { Anchor, Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { KeyField } from '../../parts/KeyField';
import { Failure, Shown } from '../../parts/Shown';
import { SignInProgress } from './SignInProgress';

interface Props {
  /** A catalogue id or a connection's name. */
  provider: string;
  onDone: () => void;
  /** Where to go on once it is signed in; without it, that is told and closed. */
  onConnected?: (connection: string) => void;
}

const nameOf = (method: Shapes['SignInMethod']) => `${method.method}:${method.flow ?? ''}`;

/** Chooses a way to sign in, asks what it needs, and follows it to its end. */
export function SignInSteps({ provider, onDone, onConnected }: Props) {
  const offer = useQuery(ask.signInOffer(provider));
  const [chosen, setChosen] = useState<string | null>(null);
  const [key, setKey] = useState('');
  const [address, setAddress] = useState('');
  const [fields, setFields] = useState<Record<string, string>>({});
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: (method: Shapes['SignInMethod']) =>
      given(
        api.POST('/admin/api/v1/auth/sign-ins', {
          body: { provider, method: method.method, flow: method.flow, fields, key: method.takesKey ? key.trim() : null, baseUrl: address.trim() || null, browser: ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname) },
        }),
      ),
    onSuccess: async (entry) => {
      setKey('');
      await Promise.all([['providers'], ['models'], ['catalogue'], ['found']].map((queryKey) => queries.invalidateQueries({ queryKey })));
      if (entry.state === 'done') {
        onConnected?.(entry.connection);
      }
    },
  });

  if (start.data) {
    return <SignInProgress started={start.data} onAgain={() => start.reset()} onDone={onDone} {...(onConnected ? { onConnected } : {})} />;
  }

  return (
    <Shown query={offer}>
      {({ name, methods, documentation }) => {
        const method = methods.find((candidate) => nameOf(candidate) === chosen) ?? methods[0];
        const submit = (event: FormEvent) => {
          event.preventDefault();
          if (method) {
            start.mutate(method);
          }
        };
        return method === undefined ? (
          <Text>{name} needs no sign-in: name its address in weir.yaml, and it stands here by itself.</Text>
        ) : (
          <form onSubmit={submit}>
            <Stack>
              {methods.length > 1 && <Radio.Group label={`How do you sign in to ${name}?`} value={nameOf(method)} onChange={setChosen}>
                <Stack gap="xs" mt="xs">
                  {methods.map((candidate) => (
                    <Radio key={nameOf(candidate)} value={nameOf(candidate)} label={candidate.label} />
                  ))}
                </Stack>
              </Radio.Group>}
              {method.takesKey && <KeyField label="API key" value={key} onChange={setKey} autoFocus />}
              {method.fields.map((field) => (
                <TextInput
                  key={field.name}
                  label={field.label}
                  placeholder={field.default ?? ''}
                  required={field.default === null && !field.optional}
                  value={fields[field.name] ?? ''}
                  onChange={(event) => setFields({ ...fields, [field.name]: event.currentTarget.value })}
                />
              ))}
              {method.loginCommand.length > 0 && <Text size="sm">Run “{method.loginCommand.join(' ')}” on the gateway’s machine first.</Text>}
              {method.takesKey && documentation && (
                <Anchor href={documentation} target="_blank" rel="noreferrer" size="sm" underline="always">
                  Where do I find the key? {name}’s documentation says
                </Anchor>
              )}
              <details>
                <summary>Another address</summary>
                <TextInput mt="xs" type="url" label="Address" description={`Only where it is not ${name}’s own: a proxy, a region, a server of yours.`} placeholder="https://…" value={address} onChange={(event) => setAddress(event.currentTarget.value)} />
              </details>
              {start.error && <Failure error={start.error} />}
              <Group justify="flex-end">
                <Button variant="default" onClick={onDone}>
                  Cancel
                </Button>
                <Button type="submit" loading={start.isPending}>
                  Connect
                </Button>
              </Group>
            </Stack>
          </form>
        );
      }}
    </Shown>
  );
}
