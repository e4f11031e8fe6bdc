import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';

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
}

const rowHeight = 44;

/** A list of any length: only the rows that are seen are there. Arrow keys walk, Enter opens. */
export function Rows<T>({ label, rows, columns, keyOf, onOpen }: Props<T>) {
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 12 });
  const template = { gridTemplateColumns: columns.map((column) => column.width).join(' ') };

  const walk = (event: KeyboardEvent<HTMLElement>, index: number, row: T) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (event.target !== event.currentTarget) {
      return;
    }

    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(Math.max(index + step, 0), rows.length - 1);
      list.scrollToIndex(next);
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus());
    } else if (event.key === 'Enter' && onOpen) {
      onOpen(row);
    }
  };

  return (
    <div className="rows" ref={box} tabIndex={0} role="region" aria-label={label}>
      <div role="table" aria-label={label} aria-rowcount={rows.length + 1}>
        <div role="rowgroup" className="head">
          <div role="row" className="head" style={template} aria-rowindex={1}>
            {columns.map((column) => (
              <div role="columnheader" key={column.title} className={column.isNumber ? 'number' : undefined}>
                {column.title}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ height: list.getTotalSize(), position: 'relative' }}>
          {list.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <div
                role="row"
                className="row"
                key={keyOf(row)}
                data-index={item.index}
                aria-rowindex={item.index + 2}
                tabIndex={onOpen ? 0 : undefined}
                onClick={onOpen && (() => onOpen(row))}
                onKeyDown={(event) => walk(event, item.index, row)}
                style={{ ...template, position: 'absolute', top: 0, left: 0, right: 0, height: rowHeight, transform: `translateY(${item.start}px)`, cursor: onOpen ? 'pointer' : undefined }}
              >
                {columns.map((column) => (
                  <div role="cell" key={column.title} className={column.isNumber ? 'number' : undefined}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
