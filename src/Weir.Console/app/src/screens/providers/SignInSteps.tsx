import { Anchor, Button, Group, PasswordInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { ask } from '../../api/queries';
import { Failure, Shown } from '../../parts/Shown';
import { SignInProgress } from './SignInProgress';

const nameOf = (method: Shapes['SignInMethod']) => `${method.method}:${method.flow ?? ''}`;

/** Chooses a way to sign in, asks what it needs, and follows it to its end. */
export function SignInSteps({ provider, onDone }: { provider: string; onDone: () => void }) {
  const offer = useQuery(ask.signInOffer(provider));
  const [chosen, setChosen] = useState<string | null>(null);
  const [key, setKey] = useState('');
  const [fields, setFields] = useState<Record<string, string>>({});
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: (method: Shapes['SignInMethod']) =>
      given(
        api.POST('/admin/api/v1/auth/sign-ins', {
          body: { provider, method: method.method, flow: method.flow, fields, key: method.takesKey ? key.trim() : null, browser: ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname) },
        }),
      ),
    onSuccess: async () => {
      setKey('');
      await queries.invalidateQueries({ queryKey: ['providers'] });
    },
  });

  if (start.data) {
    return <SignInProgress started={start.data} onAgain={() => start.reset()} onDone={onDone} />;
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
          <Text>{name} needs no sign-in: name its address in weir.yaml.</Text>
        ) : (
          <form onSubmit={submit}>
            <Stack>
              <Radio.Group label={`How do you sign in to ${name}?`} value={nameOf(method)} onChange={setChosen}>
                <Stack gap="xs" mt="xs">
                  {methods.map((candidate) => (
                    <Radio key={nameOf(candidate)} value={nameOf(candidate)} label={candidate.label} />
                  ))}
                </Stack>
              </Radio.Group>
              {method.takesKey && <PasswordInput label="API key" description="It goes to the gateway’s secret store and never comes back to a browser." value={key} onChange={(event) => setKey(event.currentTarget.value)} autoComplete="off" required data-autofocus visibilityToggleButtonProps={{ 'aria-label': 'Show the key' }} />}
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
              {documentation && (
                <Anchor href={documentation} target="_blank" rel="noreferrer" size="sm" underline="always">
                  {name}’s documentation says where a key is to be had
                </Anchor>
              )}
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
