import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';

/** A column of a list. */
export interface Column<T> {
  title: string;
  /** As in grid-template-columns. */
  width: string;
  isNumber?: boolean;
  cell: (row: T) => ReactNode;
}

interface Props<T> {
  label: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  keyOf: (row: T) => string;
  /** Opens a row; also with Enter. */
  onOpen?: (row: T) => void;
  /** Rows of one group stand together under its name; they must come in that order. */
  groupOf?: (row: T) => string;
  /** A row in two lines, for narrow screens; without it, the list scrolls sideways there. */
  narrow?: (row: T) => ReactNode;
  /** Other keys on a row. */
  onKey?: (key: string, row: T) => void;
  /** The key of the row that is open beside the list. */
  current?: string | undefined;
  /** A row was walked to. */
  onWalk?: (row: T) => void;
  /** The last rows are near: asks for more. */
  onEnd?: () => void;
  /** What stands below the last row. */
  foot?: string;
}

type Item<T> = { group: string; count: number } | { row: T; index: number };

const rowHeight = 44;
const narrowHeight = 64;

/** A list of any length: only the rows that are seen are there. Arrow keys walk, Enter opens. */
export function Rows<T>({ label, rows, columns, keyOf, onOpen, groupOf, narrow, onKey, current, onWalk, onEnd, foot }: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  const isNarrow = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false }) && narrow !== undefined;
  const items = useMemo(() => grouped(rows, groupOf), [rows, groupOf]);
  const height = isNarrow ? narrowHeight : rowHeight;
  const list = useVirtualizer({ count: items.length, getScrollElement: () => box.current, estimateSize: () => height, overscan: 12 });
  const seen = list.getVirtualItems();
  const isNearEnd = onEnd !== undefined && items.length > 0 && (seen.at(-1)?.index ?? 0) >= items.length - 20;
  useEffect(() => {
    if (isNearEnd) {
      onEnd?.();
    }
  }, [isNearEnd, items.length, onEnd]);

  const template = { gridTemplateColumns: isNarrow ? '1fr' : columns.map((column) => column.width).join(' ') };
  const place = (start: number) => ({ ...template, position: 'absolute' as const, top: 0, left: 0, right: 0, height, transform: `translateY(${start}px)` });

  const walk = (event: KeyboardEvent<HTMLElement>, at: number, row: T) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }

    if (step !== undefined) {
      event.preventDefault();
      let next = at + step;
      while (items[next] !== undefined && 'group' in items[next]!) {
        next += step;
      }

      if (items[next] !== undefined) {
        list.scrollToIndex(next);
        requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus());
        const reached = items[next];
        if (reached !== undefined && 'row' in reached) {
          onWalk?.(reached.row);
        }
      }
    } else if (event.key === 'Enter' && onOpen) {
      event.preventDefault();
      onOpen(row);
    } else {
      onKey?.(event.key, row);
    }
  };

  return (
    <div className="rows" data-narrow={isNarrow || undefined} ref={box} tabIndex={0} role="region" aria-label={label}>
      <div role="table" aria-label={label} aria-rowcount={items.length + 1}>
        <div role="rowgroup" className="head">
          <div role="row" className="head" style={template} aria-rowindex={1}>
            {(isNarrow ? columns.slice(0, 1) : columns).map((column) => (
              <div role="columnheader" key={column.title} className={column.isNumber ? 'number' : undefined}>
                {column.title}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ height: list.getTotalSize(), position: 'relative' }}>
          {seen.map(({ index, start }) => {
            const item = items[index];
            if (item === undefined) {
              return null;
            }

            if ('group' in item) {
              return (
                <div role="row" className="group" key={`group ${item.group}`} aria-rowindex={index + 2} style={{ ...place(start), gridTemplateColumns: '1fr' }}>
                  <div role="cell">
                    <strong>{item.group}</strong> <span className="quiet">{item.count}</span>
                  </div>
                </div>
              );
            }

            const { row } = item;
            return (
              <div
                role="row"
                className="row"
                key={keyOf(row)}
                data-index={index}
                data-current={keyOf(row) === current || undefined}
                aria-current={keyOf(row) === current || undefined}
                aria-rowindex={index + 2}
                tabIndex={onOpen ? 0 : undefined}
                onClick={onOpen && (() => onOpen(row))}
                onKeyDown={(event) => walk(event, index, row)}
                style={{ ...place(start), cursor: onOpen ? 'pointer' : undefined }}
              >
                {isNarrow ? (
                  <div role="cell">{narrow(row)}</div>
                ) : (
                  columns.map((column) => (
                    <div role="cell" key={column.title} className={column.isNumber ? 'number' : undefined}>
                      {column.cell(row)}
                    </div>
                  ))
                )}
              </div>
            );
          })}
        </div>
      </div>
      {foot && <div className="rows-foot quiet">{foot}</div>}
    </div>
  );
}

function grouped<T>(rows: readonly T[], groupOf: ((row: T) => string) | undefined): Item<T>[] {
  const items: Item<T>[] = [];
  let head: { group: string; count: number } | null = null;
  rows.forEach((row, index) => {
    const group = groupOf?.(row);
    if (group !== undefined && head?.group !== group) {
      head = { group, count: 0 };
      items.push(head);
    }

    if (head !== null) {
      head.count++;
    }

    items.push({ row, index });
  });
  return items;
}
