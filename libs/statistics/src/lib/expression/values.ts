import type { Cell } from '../table/data-table.ts';

/** Values of an expression, one a row (a constant: one in all). Truth is 1 and 0. */
export interface Values {
  readonly kind: 'number' | 'text' | 'logical';
  readonly cells: readonly Cell[];
  /** Levels in their order, of a text that was made with one. */
  readonly levels?: readonly string[];
}

/** Leaves the walk over an expression with what is wrong; turned into a refusal where the walk began. */
export class Wrong extends Error {
  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

export const truth = (value: boolean): number => (value ? 1 : 0);

/** A truth value from a cell; null for what is missing or not a number. */
export const truthOf = (cell: Cell): boolean | null => (cell === null || Number.isNaN(cell) ? null : cell !== 0);

const recycled = (values: Values, row: number): Cell => values.cells[values.cells.length === 1 ? 0 : row] ?? null;

/** One value a row from several, constants repeated. */
export function together(parts: readonly Values[], kind: Values['kind'], of: (cells: readonly Cell[]) => Cell): Values {
  const length = parts.some(({ cells }) => cells.length === 0) ? 0 : parts.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (parts.some(({ cells }) => cells.length !== 1 && cells.length !== length)) throw new Wrong('lengths-differ', 'Two parts of the expression have different numbers of values.');
  return { kind, cells: Array.from({ length }, (_, row) => of(parts.map((part) => recycled(part, row)))) };
}

/** The values if they can be reckoned with. */
export function numeric(values: Values, what: string): Values {
  if (values.kind === 'text') throw new Wrong('text-in-arithmetic', `${what} needs numbers, and was given text.`);
  return values;
}
