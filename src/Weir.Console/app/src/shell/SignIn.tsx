import { Button, Center, Code, Divider, Loader, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { signIn } from '../api/client';
import { ask } from '../api/queries';
import { Failure } from '../parts/Shown';

/** Signs in: by what is configured, by the link's token, which stands behind the # of the address, or by an admin key. */
export function SignIn() {
  const [token, setToken] = useState(() => location.hash.slice(1));
  const [key, setKey] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const queries = useQueryClient();
  const offer = useQuery(ask.signOn);
  const navigate = useNavigate();
  const isUsed = useRef(false);

  const enter = async (wanted: { token: string } | { key: string }) => {
    setBusy(true);
    setError(null);
    try {
      await signIn(wanted);
      queries.clear();
      await navigate({ to: '/', replace: true });
    } catch (failure) {
      setToken('');
      setError(failure as Error);
      setBusy(false);
    }
  };

  useEffect(() => {
    document.title = 'Sign in – Weir';
    if (token.length > 0 && !isUsed.current) {
      // Once: the link works no second time. It goes out of the address, and so out of the history.
      isUsed.current = true;
      history.replaceState(history.state, '', location.pathname);
      void enter({ token });
    }
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter({ key: key.trim() });
  };

  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" radius="md" w="100%" maw={440}>
        {token.length > 0 ? (
          <Center role="status" aria-label="Signing in" p="xl">
            <Loader />
          </Center>
        ) : (
          <form onSubmit={submit}>
            <Stack>
              <Title order={1} size="h2">
                Sign in to Weir
              </Title>
              {offer.data?.identityProvider && (
                <Button component="a" href="/console/sign-on/start">
                  {offer.data.identityProvider}
                </Button>
              )}
              {offer.data?.proxy && (
                <Button variant="default" onClick={() => void navigate({ to: '/' })}>
                  Go on as the proxy says
                </Button>
              )}
              {(offer.data?.identityProvider || offer.data?.proxy) && <Divider label="or" />}
              <Text size="sm">
                On the gateway’s machine, <Code>weir console open</Code> prints a link that signs you in. From elsewhere, use an admin key.
              </Text>
              {error && <Failure error={error} />}
              <PasswordInput
                label="Admin key"
                description="It is sent once and not kept in the browser."
                value={key}
                onChange={(event) => setKey(event.currentTarget.value)}
                autoComplete="off"
                required
                visibilityToggleButtonProps={{ 'aria-label': 'Show the key' }}
              />
              <Button type="submit" variant={offer.data?.identityProvider ? 'default' : 'filled'} loading={isBusy} disabled={key.trim().length === 0}>
                Sign in
              </Button>
            </Stack>
          </form>
        )}
      </Paper>
    </Center>
  );
}
