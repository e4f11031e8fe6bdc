import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/queries';

interface Props {
  label: string;
  description?: string;
  placeholder?: string;
  value: string | null;
  onChange: (name: string | null) => void;
  /** Names that are not offered. */
  without?: readonly string[];
  /** True offers chains and aliases as well. */
  withChains?: boolean;
}

/** Any model by its name, searched while typing. */
export function ModelPicker({ label, description, placeholder, value, onChange, without = [], withChains = false }: Props) {
  const models = useQuery(ask.models);
  const chains = useQuery({ ...ask.chains, enabled: withChains });
  const left = new Set(without);
  const listed = (models.data ?? []).map((model) => model.name).filter((name) => !left.has(name));
  const names = withChains ? [...new Set((chains.data ?? []).filter((chain) => chain.problem === null).map((chain) => chain.name))] : [];
  const all = [...(withChains ? [{ group: 'Chains', items: names }] : []), { group: 'Models', items: [...new Set(listed)] }].filter((group) => group.items.length > 0);
  return (
    <Select
      label={label}
      description={description}
      placeholder={placeholder ?? 'Type a part of its name'}
      searchable
      limit={60}
      nothingFoundMessage={models.isPending ? 'On its way…' : 'No model of that name.'}
      data={all}
      value={value}
      onChange={onChange}
    />
  );
}
