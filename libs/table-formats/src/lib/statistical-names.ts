import { utf8 } from './bytes/cut-utf8.ts';
import { csv } from './csv.ts';
import { savColumns } from './spss/sav-variables.ts';
import { MOST_LABEL, savLabels } from './spss/write-sav.ts';
import { doubleHolds, dtaColumns } from './stata/dta-columns.ts';
import { MOST_LABEL_CHARACTERS } from './stata/write-dta.ts';
import type { StatisticalTable } from './statistical-table.ts';

const yes = (found: boolean): string => (found ? 'yes' : 'no');

/** `spss/names.csv`: each variable of each .sav with the source's name and whole label, which limits of SPSS may have changed. */
export const spssNames = (tables: readonly StatisticalTable[]): string => csv([
  ['table', 'column', 'variable', 'name', 'label', 'label_cut', 'text_cut'],
  ...tables.flatMap((table) => savColumns(table).map(({ column, longName, width }) => [table.name, column.source, column.name, longName, column.label, yes(utf8(column.label).length > MOST_LABEL), yes(column.kind === 'text' && column.width > width)])),
]);

/** `spss/value_labels.csv`: what each number stands for, with the study's code, all words, and the words in the file. */
export const spssLabels = (tables: readonly StatisticalTable[]): string => csv([
  ['table', 'name', 'value', 'code', 'missing_reason', 'label', 'label_in_file'],
  ...tables.flatMap((table) => savColumns(table).flatMap((entry) => savLabels(table, entry).map(({ value, code, whole, text }) => [table.name, entry.longName, value, code, yes(entry.missing.includes(value)), whole, text]))),
]);

/** `stata/names.csv`: each variable of each .dta with the source's name and whole label. */
export const stataNames = (tables: readonly StatisticalTable[]): string => csv([
  ['table', 'column', 'variable', 'name', 'label', 'label_cut', 'numbers_beyond'],
  ...tables.flatMap((table) => dtaColumns(table).map(({ column, name }) => [table.name, column.source, column.name, name, column.label, yes([...column.label].length > MOST_LABEL_CHARACTERS), column.cells.filter((cell) => typeof cell === 'number' && !doubleHolds(cell)).length])),
]);
