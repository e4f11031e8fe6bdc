import { Autocomplete, Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { Shapes } from '../../api/client';
import type { AuditSearch } from './filter';
import { kinds } from './kinds';

interface Props {
  search: AuditSearch;
  onChange: (change: { [K in keyof AuditSearch]: AuditSearch[K] | undefined }) => void;
  /** Rows that are shown: what stands in them is offered. */
  seen: readonly Shapes['AuditEntry'][];
}

/** Who, what, to what, and when. What is typed is asked for once the person rests. */
export function Filters({ search, onChange, seen }: Props) {
  const offered = (of: (row: Shapes['AuditEntry']) => string) => [...new Set(seen.map(of))].filter((text) => text.length > 0).sort();
  const isFiltered = [search.who, search.kind, search.subject, search.from, search.to].some((value) => value !== undefined);
  return (
    <Group align="flex-end" role="search" aria-label="Filters">
      <Typed label="Who" placeholder="Everybody" value={search.who} onChange={(who) => onChange({ who })} data={offered((row) => row.actor)} />
      <Select
        label="What"
        placeholder="Everything"
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Everything' }}
        data={kinds}
        value={search.kind ?? null}
        onChange={(kind) => onChange({ kind: kind ?? undefined })}
        nothingFoundMessage="No such kind."
      />
      <Typed label="Subject" placeholder="Anything" value={search.subject} onChange={(subject) => onChange({ subject })} data={offered((row) => row.subject)} />
      <TextInput type="date" label="From" value={search.from ?? ''} max={search.to} onChange={(event) => onChange({ from: event.currentTarget.value || undefined })} />
      <TextInput type="date" label="To" value={search.to ?? ''} min={search.from} onChange={(event) => onChange({ to: event.currentTarget.value || undefined })} />
      {isFiltered && (
        <Button variant="default" onClick={() => onChange({ who: undefined, kind: undefined, subject: undefined, from: undefined, to: undefined })}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}

interface TypedProps {
  label: string;
  placeholder: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  data: string[];
}

function Typed({ label, placeholder, value, onChange, data }: TypedProps) {
  const [text, setText] = useState(value ?? '');
  const tell = useDebouncedCallback((next: string) => onChange(next.trim() || undefined), 400);
  useEffect(() => setText(value ?? ''), [value]);
  return (
    <Autocomplete
      label={label}
      placeholder={placeholder}
      data={data}
      limit={20}
      value={text}
      onChange={(next) => {
        setText(next);
        tell(next);
      }}
    />
  );
}
