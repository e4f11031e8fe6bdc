import { Alert, Button, Group, Radio, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { api, given } from '../../api/client';
import { ask } from '../../api/queries';
import { Failure, Shown } from '../../parts/Shown';
import { Tested } from '../../parts/Tested';
import { price, tokens } from '../../words/amounts';
import { matches } from '../../words/search';

interface Props {
  connection: string;
  onUse: (model: string) => void;
  /** Gives the provider another key. */
  onOtherKey: (provider: string) => void;
}

/** How many are shown; the others are found by searching. */
const most = 60;

/** Tests the connection, and chooses a model of it. */
export function ChooseModel({ connection, onUse, onOtherKey }: Props) {
  const test = useQuery(ask.test(connection));
  const models = useQuery(ask.models);
  const usual = useQuery({ ...ask.model('default'), retry: false });
  const [search, setSearch] = useState('');
  const [picked, setPicked] = useState<string | null>(null);
  const queries = useQueryClient();
  const own = useMemo(() => (models.data ?? []).filter((model) => model.connection === connection).sort((one, other) => Number(other.suggested) - Number(one.suggested)), [models.data, connection]);
  const found = own.filter((model) => matches(search, model.name, model.title));
  const chosen = own.find((model) => model.name === picked) ?? own[0];
  const use = useMutation({
    mutationFn: async (model: string) => {
      // What "default" means already needs no choice.
      if (usual.data?.name !== model) {
        await given(api.PUT('/admin/api/v1/overrides', { body: { target: model, temporary: false, subject: { scope: 'gateway', id: null } } }));
        await queries.invalidateQueries({ queryKey: ['overrides'] });
      }
    },
    onSuccess: (_, model) => onUse(model),
  });
  const button = useRef<HTMLButtonElement>(null);
  const isReady = test.isSuccess && !usual.isPending && chosen !== undefined;
  const isGood = isReady && test.data.ok;
  useEffect(() => {
    if (isGood) {
      button.current?.focus({ preventScroll: true });
    }
  }, [isGood]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen) {
      use.mutate(chosen.name);
    }
  };

  return (
    <Stack maw={720}>
      <div aria-live="polite">
        {test.isPending && <Text role="status">Testing the connection…</Text>}
        {test.error && <Failure error={test.error} retry={() => void test.refetch()} retrying={test.isFetching} />}
        {test.data && <Tested test={test.data} />}
        {test.data && !test.data.ok && (
          <Group mt="sm">
            <Button variant="default" size="xs" onClick={() => void test.refetch()} loading={test.isFetching}>
              Test again
            </Button>
            <Button variant="default" size="xs" onClick={() => onOtherKey(connection)}>
              Sign in another way
            </Button>
          </Group>
        )}
      </div>
      <Shown
        query={models}
        empty={{
          when: () => own.length === 0,
          show: (
            <Alert color="orange" variant="outline" title={`${connection} offers no models yet`}>
              A model server may still be loading; what a test found out stands above.
            </Alert>
          ),
        }}
      >
        {() => (
          <form onSubmit={submit}>
            <Stack gap="sm">
              <TextInput type="search" label="Search its models" value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
              <Radio.Group label="Which model shall answer?" description="US dollars per million tokens, in and out." value={chosen?.name ?? null} onChange={setPicked}>
                <ScrollArea.Autosize mah={360} type="auto" mt="xs" viewportProps={{ tabIndex: 0, 'aria-label': 'Models' }}>
                  <Stack gap={4} pr="sm">
                    {found.slice(0, most).map((model) => (
                      <Radio.Card key={model.name} value={model.name} p="xs" title={model.name}>
                        <Group wrap="nowrap" gap="sm">
                          <Radio.Indicator />
                          <div style={{ flex: 1, minWidth: 0 }}>
                            <Text size="sm" fw={600} truncate>
                              {model.title} {model.suggested && <span className="mark">the default</span>}
                            </Text>
                            <Text size="xs" className="quiet" truncate>
                              {model.name.slice(connection.length + 1)}, {tokens(model.contextLimit)} tokens of context
                            </Text>
                          </div>
                          <Text size="sm" className="number">
                            {price(model.inputUsdPerMillion)} / {price(model.outputUsdPerMillion)}
                          </Text>
                        </Group>
                      </Radio.Card>
                    ))}
                  </Stack>
                </ScrollArea.Autosize>
              </Radio.Group>
              {found.length > most && (
                <Text size="sm" className="quiet">
                  {found.length - most} more: search for them.
                </Text>
              )}
              {use.error && <Failure error={use.error} />}
              <Group justify="space-between">
                <Text size="sm" className="quiet" style={{ flex: 1, minWidth: 180 }}>
                  {chosen && chosen.name !== usual.data?.name ? 'Conversations go to it, whatever model they ask for, until you take the choice back on the Models page.' : 'It answers whoever asks for “default”.'}
                </Text>
                <Button type="submit" loading={use.isPending || !isReady} disabled={chosen === undefined} ref={button}>
                  Use this model
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Shown>
    </Stack>
  );
}
