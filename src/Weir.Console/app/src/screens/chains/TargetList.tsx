import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type Announcements, type DragEndEvent } from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { useRef, useState } from 'react';
import type { Shapes } from '../../api/client';
import { moved } from './draft';
import { TargetRow } from './TargetRow';

interface Props {
  targets: readonly string[];
  /** What is known of them, by name. */
  known: ReadonlyMap<string, Shapes['ChainTarget']>;
  weights: Readonly<Record<string, number>> | null;
  onChange: (targets: string[]) => void;
  onWeight: (target: string, weight: number) => void;
}

const help = 'Press space to lift the target, the arrow keys to move it, space to put it down, escape to leave it where it was. The buttons beside it move it as well.';

/** The targets in their order: dragged by pointer or keys, or moved by buttons. What happens is said aloud. */
export function TargetList({ targets, known, weights, onChange, onWeight }: Props) {
  const [said, say] = useState('');
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const place = (target: unknown) => `${targets.indexOf(String(target)) + 1} of ${targets.length}`;
  const overLast = useRef<unknown>(null);
  const announcements: Announcements = {
    onDragStart: ({ active }) => {
      overLast.current = active.id;
      return `Lifted ${active.id}, ${place(active.id)}.`;
    },
    onDragOver: ({ active, over }) => {
      // What is lifted is over its own place at once: that would be said over the lifting.
      if (over === null || over.id === overLast.current) {
        return undefined;
      }

      overLast.current = over.id;
      return `${active.id} is over place ${place(over.id)}.`;
    },
    onDragEnd: ({ active, over }) => (over ? `${active.id} is at place ${place(over.id)} now.` : `${active.id} stays at place ${place(active.id)}.`),
    onDragCancel: ({ active }) => `${active.id} stays at place ${place(active.id)}.`,
  };

  const move = (from: number, to: number) => {
    onChange(moved(targets, from, to));
    say(`${targets[from]} is at place ${to + 1} of ${targets.length} now.`);
  };

  const drop = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) {
      onChange(moved(targets, targets.indexOf(String(active.id)), targets.indexOf(String(over.id))));
    }
  };

  const remove = (target: string) => {
    onChange(targets.filter((other) => other !== target));
    say(`${target} is taken out.`);
  };

  return (
    <>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop} accessibility={{ announcements, screenReaderInstructions: { draggable: help } }}>
        <SortableContext items={[...targets]} strategy={verticalListSortingStrategy}>
          <ol className="targets" aria-label="Targets, best first">
            {targets.map((target, index) => (
              <TargetRow
                key={target}
                target={target}
                known={known.get(target)}
                place={index + 1}
                isLast={index === targets.length - 1}
                weight={weights === null ? null : (weights[target] ?? 1)}
                onWeight={(weight) => onWeight(target, weight)}
                onMove={(to) => move(index, to)}
                onRemove={() => remove(target)}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <div className="hidden" role="status">
        {said}
      </div>
    </>
  );
}
