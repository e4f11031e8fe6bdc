import { Select, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, given, type Shapes } from '../../api/client';
import { Confirm } from '../../parts/Confirm';

const overlaps = [
  { value: '0', label: 'It ends at once' },
  { value: '3600', label: 'One hour' },
  { value: '86400', label: 'One day' },
  { value: '604800', label: 'One week' },
];

/** Replaces a key; the old one may go on for a while. */
export function RotateKey({ entry, onMade, onClose }: { entry: Shapes['KeyEntry']; onMade: (key: Shapes['CreatedKey']) => void; onClose: () => void }) {
  const [overlap, setOverlap] = useState('86400');
  const queries = useQueryClient();
  const rotate = async () => {
    const made = await given(api.POST('/admin/api/v1/keys/{name}/rotate', { params: { path: { name: entry.id } }, body: { overlapSeconds: Number(overlap) } }));
    await queries.invalidateQueries({ queryKey: ['keys'] });
    // After this dialog has closed itself.
    queueMicrotask(() => onMade(made));
  };

  return (
    <Confirm title={`Rotate ${entry.name}?`} action="Rotate" onDo={rotate} onClose={onClose}>
      <Stack gap="sm">
        <Text size="sm">A new key with the same name and rights takes its place.</Text>
        <Select label="How long the old one goes on" data={overlaps} value={overlap} onChange={(value) => setOverlap(value ?? '0')} allowDeselect={false} />
      </Stack>
    </Confirm>
  );
}
