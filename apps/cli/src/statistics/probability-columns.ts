import { dataTable, probabilitySample, type DataTable, type ProbabilitySample } from '@echocohort/statistics';
import { valueOf, type CaseContext, type Fields } from './adapter.ts';
import { numbersOf, tableOf } from './columns.ts';
import { listFrom, numberFrom, textField } from './input.ts';

/** The data of a case about probabilities: a file, or lists y and p in the input. */
export function probabilityTable(input: Fields, context: CaseContext): { readonly table: DataTable; readonly outcome: string } {
  if (input.csv !== undefined || input.rows !== undefined) return { table: tableOf(input, context), outcome: textField(input, 'outcome') };
  const lists = ['y', 'p'].map((name): [string, (number | null)[]] => [name, listFrom(input[name]).map(numberFrom)]);
  return { table: dataTable(lists), outcome: 'y' };
}

/** Outcomes paired with one column of probabilities, or with an expression such as `plogis(2 * qlogis(p))`. */
export function probabilitiesOf(table: DataTable, outcome: string, probability: string): ProbabilitySample {
  const outcomes = numbersOf(table, outcome).map((value) => (value === null ? null : value === 1));
  return valueOf(probabilitySample(outcomes, numbersOf(table, probability)));
}
