import { Anchor, Group, Select, Table, Text, TextInput, Title } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import type { Shapes } from '../../api/client';
import { some } from '../../words/amounts';
import { matches } from '../../words/search';
import { editorOf, placeOf, sources, sourceWords } from './entries';

interface SettingsSearch {
  search?: string;
  source?: string;
}

/** Every setting with its source; what the file rules is locked here, what the database rules leads to where it is changed. */
export function Values({ values }: { values: readonly Shapes['SettingEntry'][] }) {
  const search: SettingsSearch = useSearch({ from: '/shell/settings' });
  const navigate = useNavigate();
  const typed = useDeferredValue(search.search ?? '');
  const shown = values.filter((value) => search.source === undefined || value.source === search.source).filter((value) => matches(typed, value.path, value.value ?? '', value.place ?? '', ...value.variables));
  const change = (next: { [K in keyof SettingsSearch]: SettingsSearch[K] | undefined }) => {
    const wanted = Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, value]) => value !== undefined && value !== '')) as SettingsSearch;
    void navigate({ to: '/settings', replace: true, search: wanted });
  };

  return (
    <section aria-label="All settings">
      <Title order={2} size="h3" mb="sm">
        All settings
      </Title>
      <Group align="flex-end" mb="sm">
        <TextInput type="search" label="Search" placeholder="cache, weir.yaml:12, OPENAI_API_KEY…" value={search.search ?? ''} onChange={(event) => change({ search: event.currentTarget.value })} />
        <Select label="Source" placeholder="All" clearable clearButtonProps={{ 'aria-label': 'All sources' }} data={sources} value={search.source ?? null} onChange={(source) => change({ source: source ?? undefined })} />
        <Text size="sm" className="quiet" role="status" mb={8}>
          {some(shown.length, 'setting')}
        </Text>
      </Group>
      {shown.length === 0 ? (
        <Text>No setting matches.</Text>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label="Settings">
          <Table aria-label="Settings" miw={860}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Setting</Table.Th>
                <Table.Th>Value</Table.Th>
                <Table.Th>Source</Table.Th>
                <Table.Th>Stands at</Table.Th>
                <Table.Th>A change holds</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((value) => (
                <Row key={`${value.path} ${value.source}`} value={value} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </section>
  );
}

function Row({ value }: { value: Shapes['SettingEntry'] }) {
  const editor = editorOf(value);
  return (
    <Table.Tr>
      <Table.Td className="mono">{value.path.replace(' (order)', '')}</Table.Td>
      <Table.Td className="mono">{value.value ?? '–'}</Table.Td>
      <Table.Td>{sourceWords(value.source)}</Table.Td>
      <Table.Td>
        {placeOf(value)} {value.source === 'file' && <span className="mark">locked</span>}
        {editor && (
          <Anchor inherit underline="always" aria-label={`Edit ${value.path}`} renderRoot={(props) => <Link {...editor} {...props} />}>
            Edit
          </Anchor>
        )}
      </Table.Td>
      <Table.Td>{value.hidden !== null ? `not in effect: ${value.hidden}` : value.needsRestart ? 'at the next start' : 'at once'}</Table.Td>
    </Table.Tr>
  );
}
