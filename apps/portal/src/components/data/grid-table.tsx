'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import styles from './grid-table.module.css';

/** One column of a table: how a cell looks, and what it sorts and exports as. */
export interface Column<R> {
  readonly key: string;
  readonly head: string;
  /** CSS grid track, for instance `120px` or `minmax(160px, 1fr)`. */
  readonly width: string;
  readonly cell: (row: R) => ReactNode;
  readonly value?: (row: R) => string | number | null;
  readonly numeric?: boolean;
}

interface Sorting {
  readonly key: string;
  readonly down: boolean;
}

const compare = (a: string | number | null, b: string | number | null): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true });
};

function useSorted<R>(rows: readonly R[], columns: readonly Column<R>[], sorting: Sorting | null): readonly R[] {
  return useMemo(() => {
    const value = columns.find((column) => column.key === sorting?.key)?.value;
    if (!sorting || !value) return rows;
    return [...rows].sort((a, b) => compare(value(a), value(b)) * (sorting.down ? -1 : 1));
  }, [rows, columns, sorting]);
}

interface GridTableProps<R> {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  readonly height: string;
  readonly rowHeight?: number;
  readonly onEnd?: () => void;
  readonly empty?: ReactNode;
}

/** A table of dense rows of which only those in sight are drawn; heads sort. */
export function GridTable<R>({ label, columns, rows, rowKey, height, rowHeight = 32, onEnd, empty }: GridTableProps<R>) {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const sorted = useSorted(rows, columns, sorting);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: sorted.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 12, initialRect: { width: 1000, height: 600 } });
  const tracks = columns.map((column) => column.width).join(' ');
  const turn = (key: string) => setSorting((now) => (now?.key === key ? (now.down ? null : { key, down: true }) : { key, down: false }));
  const scrolled = () => {
    const element = box.current;
    if (element && onEnd && element.scrollTop + element.clientHeight > element.scrollHeight - 400) onEnd();
  };
  return (
    <div className={styles.box} ref={box} style={{ maxHeight: height }} onScroll={scrolled} role="table" aria-label={label} aria-rowcount={sorted.length + 1} tabIndex={0}>
      <div className={styles.head} role="row" style={{ gridTemplateColumns: tracks }}>
        {columns.map((column) => (
          <div key={column.key} role="columnheader" className={column.numeric ? styles.numeric : undefined} aria-sort={sorting?.key === column.key ? (sorting.down ? 'descending' : 'ascending') : 'none'}>
            {column.value ? (
              <button type="button" className={styles.sort} onClick={() => turn(column.key)}>
                {column.head}
                {sorting?.key === column.key ? (sorting.down ? <IconArrowDown size={12} aria-hidden /> : <IconArrowUp size={12} aria-hidden />) : null}
              </button>
            ) : column.head}
          </div>
        ))}
      </div>
      {sorted.length === 0 ? empty : null}
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="rowgroup">
        {virtual.getVirtualItems().map((item) => {
          const row = sorted[item.index];
          if (row === undefined) return null;
          return (
            <div key={rowKey(row)} role="row" aria-rowindex={item.index + 2} className={styles.row} style={{ gridTemplateColumns: tracks, height: rowHeight, transform: `translateY(${item.start}px)` }}>
              {columns.map((column) => (
                <div key={column.key} role="cell" className={column.numeric ? `${styles.cell} ${styles.numeric}` : styles.cell}>{column.cell(row)}</div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
