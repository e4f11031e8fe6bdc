import { Text } from '@mantine/core';

/** Where a rule stands: a place in weir.yaml, which alone can change it, or set while running. */
export function Origin({ place }: { place: string | null }) {
  return (
    <Text span size="sm" className={place === null ? 'quiet' : 'mono'} title={place === null ? undefined : 'The file rules what it declares: change it there.'}>
      {place ?? 'set while running'}
    </Text>
  );
}
