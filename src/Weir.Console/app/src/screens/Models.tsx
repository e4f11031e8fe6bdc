import { Alert, Button, Checkbox, Group, MultiSelect, NumberInput, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { api, given, type Shapes } from '../api/client';
import { ask } from '../api/queries';
import { Empty } from '../parts/Empty';
import { Rows, type Column } from '../parts/Rows';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { useDo } from '../parts/useDo';
import { count, price, tokens } from '../words/amounts';
import { away } from '../words/moments';
import { capabilities, capabilityWords } from '../words/capabilities';
import { matches } from '../words/search';
import { Compare } from './models/Compare';
import { difference, differenceWords } from './models/differences';
import { SwitchDialog } from './models/SwitchDialog';

type Model = Shapes['ModelEntry'];

/** So many stand side by side and can still be read. */
const mostCompared = 4;

const groupOf = (model: Model) => model.connection;
const keyOf = (model: Model) => model.name;

/** Every model that a client may ask for, what it costs against the current one, and the choice of one for everybody. */
export function Models() {
  const models = useQuery(ask.models);
  const overrides = useQuery(ask.overrides);
  const everybody = overrides.data?.find((held) => held.scope === 'gateway')?.model;
  const current = useQuery({ ...ask.model(everybody ?? 'default'), retry: false, enabled: overrides.data !== undefined });
  const search = useSearch({ from: '/shell/models' });
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<Model | null>(null);
  const typed = useDeferredValue(search.search ?? '');
  const can = useMemo(() => search.can?.split(',') ?? [], [search.can]);
  const compared = useMemo(() => search.compare?.split(',') ?? [], [search.compare]);
  const reset = useDo(
    (held: Shapes['OverrideEntry']) => given(api.DELETE('/admin/api/v1/overrides', { params: { query: { scope: held.scope as 'gateway', ...(held.id === null ? {} : { id: held.id }) } } })),
    ['overrides'],
    () => 'The choice is taken back.',
  );
  const found = useMemo(
    () =>
      (models.data ?? [])
        .filter((model) => search.connection === undefined || model.connection === search.connection)
        .filter((model) => can.every((wanted) => model.capabilities.includes(wanted)))
        .filter((model) => search.below === undefined || (model.outputUsdPerMillion !== null && model.outputUsdPerMillion <= search.below))
        .filter((model) => matches(typed, model.name, model.title, model.provider, ...model.aliases, ...model.capabilities.map(capabilityWords))),
    [models.data, search.connection, search.below, can, typed],
  );
  const filter = useCallback(
    (change: { [K in keyof typeof search]?: (typeof search)[K] | undefined }) => {
      const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== '')) as typeof search;
      void navigate({ to: '/models', replace: true, search: next });
    },
    [search, navigate],
  );
  const compare = useCallback(
    (name: string) => {
      const next = compared.includes(name) ? compared.filter((other) => other !== name) : [...compared, name].slice(-mostCompared);
      filter({ compare: next.join(',') || undefined });
    },
    [compared, filter],
  );
  const now = current.data;
  const columns = useMemo<Column<Model>[]>(
    () => [
      {
        title: 'Model',
        width: 'minmax(240px, 2fr)',
        cell: (model) => (
          <Group gap="sm" wrap="nowrap">
            <Checkbox size="xs" checked={compared.includes(model.name)} onChange={() => compare(model.name)} onClick={(event) => event.stopPropagation()} aria-label={`Compare ${model.name}`} />
            <span title={`${model.name}\n${model.title}`} className="cut">
              {model.name.slice(model.connection.length + 1)} {model.name === now?.name && <span className="mark">current</span>}
            </span>
          </Group>
        ),
      },
      { title: 'Context', width: '70px', isNumber: true, cell: (model) => tokens(model.contextLimit) },
      { title: 'Output', width: '70px', isNumber: true, cell: (model) => tokens(model.outputLimit) },
      { title: '$/M in', width: '75px', isNumber: true, cell: (model) => price(model.inputUsdPerMillion) },
      { title: 'Out', width: '75px', isNumber: true, cell: (model) => price(model.outputUsdPerMillion) },
      { title: 'Cached', width: '75px', isNumber: true, cell: (model) => price(model.cachedReadUsdPerMillion) },
      { title: 'Difference', width: '90px', isNumber: true, cell: (model) => differenceWords(difference(model, now)) },
      { title: 'Capabilities', width: 'minmax(150px, 1.3fr)', cell: (model) => <span title={words(model)}>{words(model) || '–'}</span> },
      { title: 'Status', width: '80px', cell: (model) => model.status },
    ],
    [compared, compare, now],
  );

  return (
    <Screen title="Models" about={now ? `Prices are US dollars per million tokens; the difference is to ${now.name}, at three tokens in for one out.` : 'What clients may ask for. Prices are US dollars per million tokens.'}>
      {overrides.data?.map((held) => (
        <Alert key={`${held.scope} ${held.id}`} color="blue" variant="outline" title={`${held.scope === 'gateway' ? 'Everybody' : `${held.scope} ${held.id}`} gets ${held.target}`}>
          <Group justify="space-between">
            <Text size="sm">
              {held.reason ?? `That is ${held.model} now.`} Set by {held.setBy} {away(held.setAt)}, {held.temporary ? 'until the gateway starts anew' : 'kept across restarts'}.
            </Text>
            <Button size="xs" variant="default" onClick={() => reset.mutate(held)} loading={reset.isPending}>
              Take back
            </Button>
          </Group>
        </Alert>
      ))}
      <Group align="flex-end" gap="sm">
        <TextInput type="search" label="Search" placeholder="Name, provider, capability" value={search.search ?? ''} onChange={(event) => filter({ search: event.currentTarget.value || undefined })} style={{ flex: 1, minWidth: 180 }} />
        <Select label="Connection" placeholder="All" clearable clearButtonProps={{ 'aria-label': 'All connections' }} data={[...new Set((models.data ?? []).map(groupOf))]} value={search.connection ?? null} onChange={(value) => filter({ connection: value ?? undefined })} w={160} />
        <MultiSelect label="Can" placeholder={can.length === 0 ? 'Anything' : ''} data={capabilities.map((value) => ({ value, label: capabilityWords(value) }))} value={can} onChange={(value) => filter({ can: value.join(',') || undefined })} clearable clearButtonProps={{ 'aria-label': 'Whatever it can' }} miw={180} />
        <NumberInput label="$/M out at most" placeholder="Any" min={0} decimalScale={2} value={search.below ?? ''} onChange={(value) => filter({ below: typeof value === 'number' ? value : undefined })} w={140} hideControls />
      </Group>
      {compared.length > 0 && <Compare models={(models.data ?? []).filter((model) => compared.includes(model.name))} current={now} onSwitch={setChosen} onRemove={compare} />}
      <Shown
        query={models}
        height={480}
        empty={{ when: (all) => all.length === 0, show: <Empty title="No models yet">Models come with connections: connect a provider on the Providers page.</Empty> }}
      >
        {(all) => (
          <>
            <Text size="sm" className="quiet" role="status">
              {count(found.length)} of {count(all.length)} models. Enter on one switches to it, c compares up to {mostCompared}.
            </Text>
            {found.length === 0 ? (
              <Text>No model passes all of this.</Text>
            ) : (
              <Rows
                label="Models"
                rows={found}
                columns={columns}
                keyOf={keyOf}
                groupOf={groupOf}
                onOpen={setChosen}
                onKey={(key, model) => (key === 'm' ? setChosen(model) : key === 'c' ? compare(model.name) : undefined)}
                narrow={(model) => (
                  <>
                    <div className="cut">
                      {model.name.slice(model.connection.length + 1)} {model.name === now?.name && <span className="mark">current</span>}
                    </div>
                    <div className="cut quiet">
                      {price(model.inputUsdPerMillion)} / {price(model.outputUsdPerMillion)}, {tokens(model.contextLimit)} context, {differenceWords(difference(model, now))}
                    </div>
                  </>
                )}
              />
            )}
          </>
        )}
      </Shown>
      {chosen && <SwitchDialog model={chosen} onClose={() => setChosen(null)} />}
    </Screen>
  );
}

function words(model: Model): string {
  return model.capabilities.map(capabilityWords).join(', ');
}
