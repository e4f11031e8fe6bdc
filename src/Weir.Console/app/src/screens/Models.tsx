import { Alert, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import { api, given, type Shapes } from '../api/client';
import { ask } from '../api/queries';
import { Empty } from '../parts/Empty';
import { Rows, type Column } from '../parts/Rows';
import { Screen } from '../parts/Screen';
import { Shown } from '../parts/Shown';
import { useDo } from '../parts/useDo';
import { useSession } from '../session/useSession';
import { count, price, tokens } from '../words/amounts';
import { away } from '../words/moments';
import { matches } from '../words/search';
import { SwitchDialog } from './models/SwitchDialog';

type Model = Shapes['ModelEntry'];

const columns: Column<Model>[] = [
  { title: 'Model', width: 'minmax(220px, 2fr)', cell: (model) => <span title={model.title}>{model.name}</span> },
  { title: 'Context', width: '80px', isNumber: true, cell: (model) => tokens(model.contextLimit) },
  { title: 'Output', width: '80px', isNumber: true, cell: (model) => tokens(model.outputLimit) },
  { title: '$/M in', width: '90px', isNumber: true, cell: (model) => price(model.inputUsdPerMillion) },
  { title: '$/M out', width: '90px', isNumber: true, cell: (model) => price(model.outputUsdPerMillion) },
  { title: 'Capabilities', width: 'minmax(180px, 1.5fr)', cell: (model) => <span title={model.capabilities.join(', ')}>{model.capabilities.join(', ') || '–'}</span> },
  { title: 'Status', width: '90px', cell: (model) => model.status },
];

/** Every model that a client may ask for, and the choice of one for everybody. */
export function Models() {
  const models = useQuery(ask.models);
  const { may } = useSession();
  const switches = may('manager');
  const overrides = useQuery({ ...ask.overrides, enabled: switches });
  const { search = '', connection } = useSearch({ from: '/shell/models' });
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<Model | null>(null);
  const typed = useDeferredValue(search);
  const reset = useDo(
    (held: Shapes['OverrideEntry']) => given(api.DELETE('/admin/api/v1/overrides', { params: { query: { scope: held.scope as 'gateway', ...(held.id === null ? {} : { id: held.id }) } } })),
    ['overrides'],
    () => 'The choice is taken back.',
  );
  const found = useMemo(
    () => (models.data ?? []).filter((model) => (connection === undefined || model.connection === connection) && matches(typed, model.name, model.title, model.provider, ...model.aliases, ...model.capabilities)),
    [models.data, connection, typed],
  );
  const filter = (next: { search?: string | undefined; connection?: string | undefined }) => {
    const all = { search, connection, ...next };
    void navigate({ to: '/models', replace: true, search: { ...(all.search ? { search: all.search } : {}), ...(all.connection ? { connection: all.connection } : {}) } });
  };

  return (
    <Screen title="Models" about="What clients may ask for. Prices are US dollars per million tokens.">
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
      <Group align="flex-end">
        <TextInput type="search" label="Search" placeholder="Name, provider, capability" value={search} onChange={(event) => filter({ search: event.currentTarget.value })} style={{ flex: 1, minWidth: 200 }} />
        <Select label="Connection" placeholder="All" clearable clearButtonProps={{ 'aria-label': 'All connections' }} data={[...new Set((models.data ?? []).map((model) => model.connection))]} value={connection ?? null} onChange={(value) => filter({ connection: value ?? undefined })} />
      </Group>
      <Shown
        query={models}
        height={480}
        empty={{ when: (all) => all.length === 0, show: <Empty title="No models yet">Models come with connections: connect a provider on the Providers page.</Empty> }}
      >
        {(all) => (
          <>
            <Text size="sm" className="quiet" role="status">
              {count(found.length)} of {count(all.length)} models.{switches ? ' Press Enter on one to switch to it.' : ''}
            </Text>
            {found.length === 0 ? <Text>No model has all of these words.</Text> : <Rows label="Models" rows={found} columns={columns} keyOf={(model) => model.name} {...(switches ? { onOpen: setChosen } : {})} />}
          </>
        )}
      </Shown>
      {chosen && <SwitchDialog model={chosen} onClose={() => setChosen(null)} />}
    </Screen>
  );
}
