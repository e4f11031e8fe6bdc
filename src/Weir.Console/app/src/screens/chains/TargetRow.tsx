import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Group, NumberInput, Text } from '@mantine/core';
import type { Shapes } from '../../api/client';
import { StatusWord } from '../../parts/StatusWord';
import { count } from '../../words/amounts';

interface Props {
  target: string;
  known: Shapes['ChainTarget'] | undefined;
  place: number;
  isLast: boolean;
  /** Null where shares don't count. */
  weight: number | null;
  onWeight: (weight: number) => void;
  /** To a place counted from 0. */
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** One target: its handle, how it fares, its part of the last day, and the buttons that move it. */
export function TargetRow({ target, known, place, isLast, weight, onWeight, onMove, onRemove }: Props) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: target });
  return (
    <li ref={setNodeRef} className="target" data-dragging={isDragging || undefined} style={{ transform: CSS.Translate.toString(transform), transition: transition ?? undefined }}>
      <button type="button" className="handle" ref={setActivatorNodeRef} aria-label={`Move ${target}`} {...attributes} {...listeners}>
        <span aria-hidden="true">⠿</span>
      </button>
      <div className="target-body">
        <Group gap="xs">
          <Text size="sm" component="span" className="quiet">
            {place}.
          </Text>
          <Text size="sm" component="span" fw={600} className="mono">
            {target}
          </Text>
          {known && <StatusWord status={known.status} />}
        </Group>
        <Text size="sm" className="quiet">
          {known?.reason ?? (known === undefined ? 'Not saved yet.' : known.share === null ? 'No answers in the last 24 hours.' : `${Math.round(known.share * 100)} % of the answers of the last 24 hours (${count(known.answered)}).`)}
        </Text>
        {known?.share ? <div className="bar share" aria-hidden="true" style={{ width: `${Math.max(known.share * 100, 1)}%` }} /> : null}
      </div>
      {weight !== null && <NumberInput aria-label={`Share of ${target}`} w={90} size="xs" min={0} max={1_000_000} allowDecimal={false} value={weight} onChange={(value) => onWeight(Number(value))} />}
      <Group gap={4} wrap="nowrap">
        <ActionIcon variant="default" size="md" aria-label={`Move ${target} up`} disabled={place === 1} onClick={() => onMove(place - 2)}>
          <span aria-hidden="true">↑</span>
        </ActionIcon>
        <ActionIcon variant="default" size="md" aria-label={`Move ${target} down`} disabled={isLast} onClick={() => onMove(place)}>
          <span aria-hidden="true">↓</span>
        </ActionIcon>
        <ActionIcon variant="default" size="md" aria-label={`Take ${target} out`} onClick={onRemove}>
          <span aria-hidden="true">✕</span>
        </ActionIcon>
      </Group>
    </li>
  );
}
