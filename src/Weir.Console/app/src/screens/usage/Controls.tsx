import { Button, Group, SegmentedControl, Select, Switch } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { groupings, type Grouping } from '../../api/queries';
import { ownZone } from '../../words/zone';
import { colored } from './colors';
import { measureWords } from './measure';
import { ranges, type Range } from './ranges';
import { dimensionOf, dimensions, filtersOf, measures, type Dimension, type Measure, type UsageSearch } from './search';

interface Props {
  search: UsageSearch;
  by: Grouping;
  then: Dimension | null;
  range: Range;
  measure: Measure;
  top: number;
  look: (change: { [K in keyof UsageSearch]?: UsageSearch[K] | undefined }) => void;
}

/** What the page shows; all of it stands in the address. */
export function Controls({ search, by, then, range, measure, top, look }: Props) {
  const filters = Object.entries(filtersOf(search));
  const zone = ownZone();
  const size = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false }) ? 'xs' : 'sm';
  return (
    <>
      <Group align="flex-end" gap="sm">
        <SegmentedControl size={size} aria-label="Range" data={ranges.map((entry) => ({ ...entry }))} value={range} onChange={(value) => look({ range: value as Range })} />
        <Select
          label="By"
          // Runs are told whole or not at all.
          data={groupings.map((grouping) => ({ value: grouping, label: grouping, disabled: grouping === 'run' && filters.length > 0 }))}
          value={by}
          onChange={(value) => look({ by: value as Grouping, ...(dimensionOf(value as Grouping) === null || value === then ? { then: undefined } : {}) })}
          allowDeselect={false}
          w={140}
        />
        <Select
          label="Then by"
          placeholder="nothing else"
          clearable
          clearButtonProps={{ 'aria-label': 'No second group' }}
          data={dimensions.filter((dimension) => dimension !== by)}
          value={then}
          onChange={(value) => look({ then: (value ?? undefined) as Dimension | undefined })}
          disabled={dimensionOf(by) === null}
          w={150}
        />
        <Select label="Chart" data={[...new Set([3, 5, 8, colored, top])].sort((one, other) => one - other).map((size) => ({ value: String(size), label: `top ${size}` }))} value={String(top)} onChange={(value) => look({ top: Number(value) })} allowDeselect={false} disabled={dimensionOf(by) === null} w={110} />
        <SegmentedControl size={size} aria-label="Measure" data={measures.map((value) => ({ value, label: measureWords[value] }))} value={measure} onChange={(value) => look({ measure: value as Measure })} />
        {zone !== null && <Switch label="Days in UTC" checked={search.utc === true} onChange={(event) => look({ utc: event.currentTarget.checked ? true : undefined })} mb={8} />}
      </Group>
      {filters.length > 0 && (
        <Group gap="xs" role="group" aria-label="Only">
          {filters.map(([dimension, value]) => (
            <Button key={dimension} variant="default" size="xs" onClick={() => look({ [dimension]: undefined })} aria-label={`Take away the filter on ${dimension} ${value}`} classNames={{ label: 'cut' }} maw="100%">
              {dimension}: {value} ✕
            </Button>
          ))}
        </Group>
      )}
    </>
  );
}
