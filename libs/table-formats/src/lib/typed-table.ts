import type { LocalText } from '@echocohort/kernel';

/** A code with its meaning in both languages. */
export interface CodeLabel {
  readonly code: string;
  readonly label: LocalText;
}

/** There is no value, for this coded reason. */
export interface MissingCell {
  readonly missing: string;
}

/** A value (text, code and date as text), null for an empty cell without a reason, or a missing reason. */
export type TypedCell = string | number | null | MissingCell;

/** `date` cells are `YYYY-MM-DD`; `code` cells are one of `codes` (or a stray code, which is kept). */
export interface TypedColumn {
  readonly name: string;
  readonly label: LocalText;
  readonly type: 'text' | 'integer' | 'number' | 'date' | 'code';
  readonly unit?: string;
  readonly codes?: readonly CodeLabel[];
  /** Can a missing reason stand in this column? Formats without tagged missings then get a `<name>_missing` column. */
  readonly hasReasons?: boolean;
}

export interface TypedTable {
  readonly name: string;
  readonly title: LocalText;
  readonly columns: readonly TypedColumn[];
  readonly rows: readonly (readonly TypedCell[])[];
}

/** Tables of one study with what they share. `createdAt` is the time of the lock, so that files do not depend on when they were made. */
export interface Dataset {
  readonly study: { readonly code: string; readonly version: string; readonly title: LocalText };
  readonly createdAt: Date;
  /** Every missing reason of every column, in a fixed order: the first becomes `.a`, the second `.b`, … */
  readonly missingReasons: readonly CodeLabel[];
  readonly tables: readonly TypedTable[];
}

export const isMissing = (cell: TypedCell): cell is MissingCell => typeof cell === 'object' && cell !== null;

/** English and Chinese in one line, for formats that keep one label only. */
export const bilingual = ({ en, zh }: LocalText): string => (en === zh ? en : `${en} / ${zh}`);

/** Label of a column with its unit. */
export const columnLabel = ({ label, unit }: Pick<TypedColumn, 'label' | 'unit'>): string => (unit === undefined ? bilingual(label) : `${bilingual(label)} (${unit})`);
