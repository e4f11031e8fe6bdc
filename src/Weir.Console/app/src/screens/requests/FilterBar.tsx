import { Autocomplete, Button, Group, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../api/queries';
import { useSession } from '../../session/useSession';
import { parse, parts, ranges, words, type RequestSearch } from './filter';

type Change = { [K in keyof RequestSearch]?: RequestSearch[K] | undefined };

/** What the list is narrowed to: typed as words, shown as parts that go away with a click. */
export function FilterBar({ search, change }: { search: RequestSearch; change: (change: Change) => void }) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const suggestions = useSuggestions(typed);
  const take = (text: string) => {
    const read = parse(text);
    if ('part' in read) {
      setTyped('');
      setProblem(null);
      change(read.part);
    } else {
      setProblem(text.trim().length === 0 ? null : read.problem);
    }
  };

  return (
    <>
      <Group align="flex-start" gap="sm">
        <Autocomplete
          label="Filter"
          type="search"
          placeholder="model:gpt-4.1, status:4xx, cost>0.05"
          className="grows"
          value={typed}
          data={suggestions}
          filter={({ options }) => options}
          error={problem}
          onChange={(text) => {
            setTyped(text);
            setProblem(null);
          }}
          onOptionSubmit={(text) => {
            // The choice comes as a change too, after this.
            if (!text.endsWith(':')) {
              queueMicrotask(() => take(text));
            }
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.currentTarget.getAttribute('aria-activedescendant')) {
              event.preventDefault();
              take(typed);
            }
          }}
        />
        <Select
          label="Time"
          placeholder="All"
          clearable
          clearButtonProps={{ 'aria-label': 'All times' }}
          w={180}
          data={Object.entries(ranges).map(([value, { label }]) => ({ value, label }))}
          value={search.range ?? null}
          onChange={(value) => change({ range: value ?? undefined, since: undefined, until: undefined })}
        />
        <Switch label="Failed only" checked={search.failed === true} onChange={(event) => change({ failed: event.currentTarget.checked ? true : undefined })} mt={32} />
      </Group>
      {parts(search).length > 0 && (
        <Group gap="xs" role="group" aria-label="Filters">
          {parts(search).map(({ label, without }) => (
            <Button key={label} variant="default" size="compact-sm" onClick={() => change(without)} aria-label={`Take away ${label}`} rightSection={<span aria-hidden="true">✕</span>}>
              {label}
            </Button>
          ))}
        </Group>
      )}
    </>
  );
}

function useSuggestions(typed: string): string[] {
  const { may } = useSession();
  const [, word, begun = ''] = /^([a-z]+)\s*:\s*(.*)$/.exec(typed.trim()) ?? [];
  const keys = useQuery({ ...ask.keys, enabled: word === 'key' || word === 'user' || word === 'team' });
  const models = useQuery({ ...ask.models, enabled: word === 'model' });
  const statuses = useQuery({ ...ask.statuses, enabled: may('manager') && (word === 'connection' || word === 'provider') });
  if (word === undefined) {
    const wanted = typed.trim().toLowerCase();
    return [...words.map((one) => `${one}:`), 'failed'].filter((one) => one.startsWith(wanted));
  }

  const all: readonly (string | null | undefined)[] =
    word === 'key' ? (keys.data ?? []).map((key) => key.name)
    : word === 'user' ? (keys.data ?? []).map((key) => key.user)
    : word === 'team' ? (keys.data ?? []).map((key) => key.team)
    : word === 'model' ? (models.data ?? []).map((model) => model.name)
    : word === 'connection' ? (statuses.data ?? []).map((status) => status.name)
    : word === 'provider' ? (statuses.data ?? []).map((status) => status.provider)
    : word === 'status' ? ['200', '4xx', '429', '499', '5xx']
    : word === 'error' ? ['rate_limited', 'overloaded', 'network_error', 'timeout', 'cancelled', 'budget_exceeded', 'authentication_failed', 'invalid_request', 'model_not_available']
    : [];
  return [...new Set(all)].filter((one): one is string => typeof one === 'string' && one.toLowerCase().includes(begun.toLowerCase())).slice(0, 12).map((one) => `${word}:${one}`);
}
