import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** The number, or a link that is one. */
  figure: ReactNode;
  note?: ReactNode;
  children?: ReactNode;
}

/** A number that is seen from afar, with what it means. */
export function Figure({ title, figure, note, children }: Props) {
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-label={title}>
      <Text size="sm" className="quiet">
        {title}
      </Text>
      <div className="figure">{figure}</div>
      {note !== undefined && (
        <Text component="div" size="sm" className="quiet" mih={22}>
          {note}
        </Text>
      )}
      {children}
    </Paper>
  );
}
