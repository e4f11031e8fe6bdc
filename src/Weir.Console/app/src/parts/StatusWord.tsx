import { Badge } from '@mantine/core';

const signs: Record<string, { sign: string; color: string }> = {
  active: { sign: '●', color: 'teal' },
  open: { sign: '●', color: 'teal' },
  available: { sign: '○', color: 'blue' },
  ready: { sign: '●', color: 'teal' },
  error: { sign: '✕', color: 'red' },
  'rate-limited': { sign: '◔', color: 'yellow' },
  failing: { sign: '✕', color: 'orange' },
  missing: { sign: '–', color: 'red' },
  'signed-out': { sign: '⚿', color: 'orange' },
  disabled: { sign: '–', color: 'gray' },
  revoked: { sign: '✕', color: 'gray' },
  expired: { sign: '◔', color: 'orange' },
  uncertain: { sign: '?', color: 'orange' },
  over: { sign: '–', color: 'gray' },
};

/** A status as sign and word: never by colour alone. */
export function StatusWord({ status }: { status: string }) {
  const { sign, color } = signs[status] ?? { sign: '●', color: 'gray' };
  return (
    <Badge color={color} variant="outline" tt="none" leftSection={<span aria-hidden="true">{sign}</span>} styles={{ root: { color: 'var(--mantine-color-text)', flexShrink: 0 } }}>
      {status}
    </Badge>
  );
}
