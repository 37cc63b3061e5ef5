import { ok, refuse, type Result } from '@echocohort/kernel';
import { evaluateRows } from '../expression/evaluate-expression.ts';
import type { Expression } from '../expression/syntax-tree.ts';
import type { Cell, DataTable } from '../table/data-table.ts';
import { withinLimit } from '../table/row-limits.ts';
import type { ModelFormula } from './model-formula.ts';
import { makesFactor } from './factor-variable.ts';
import { defaultLevels, type LevelOrder } from './level-order.ts';
import { modelVariable, variableColumns, type ModelVariable, type NamedColumn, type Naming } from './model-variable.ts';

/** A column of the design; `term` is its place among the formula's terms, -1 for the intercept. */
export interface DesignColumn extends NamedColumn {
  readonly term: number;
}

/** What a model is fitted to: only rows in which nothing is missing. */
export interface Design {
  readonly formula: ModelFormula;
  /** Whether the outcome happened: 1 or 0. */
  readonly response: Float64Array;
  readonly columns: readonly DesignColumn[];
  readonly offset: Float64Array;
  readonly weights: Float64Array;
  /** Places of the rows used in the table. */
  readonly rows: readonly number[];
  readonly dropped: number;
  readonly variables: readonly ModelVariable[];
}

/** How a design is made of a table. */
export interface DesignOptions {
  readonly naming?: Naming;
  readonly order?: LevelOrder;
  /** Weight of each row of the table (how often it occurred); 1 where not given. */
  readonly weights?: readonly (number | null)[];
}

const isMissing = (cell: Cell | undefined): boolean => cell === null || cell === undefined || (typeof cell === 'number' && Number.isNaN(cell));

/** A factor as outcome: its second level is the event. */
function factorOutcome(response: Expression, table: DataTable): Result<readonly (number | null)[]> {
  const found = modelVariable(response, table);
  if (!found.ok) return found;
  const { value: variable } = found;
  if (variable.kind !== 'factor') return refuse({ code: 'outcome-not-binary', detail: 'The outcome must be 0 or 1 in every row.' });
  const declared = variable.levels ?? defaultLevels('', [...new Set(variable.cells.filter((cell) => cell !== null).map(String))]);
  const levels = [...declared].sort((a, b) => (a === variable.reference ? -1 : b === variable.reference ? 1 : 0));
  if (levels.length > 2) return refuse({ code: 'outcome-not-binary', detail: 'The outcome has more than two different values.' });
  return ok(variable.cells.map((cell) => (cell === null ? null : levels.indexOf(String(cell)))));
}

/** The outcome as 0 and 1: numbers and truth values as they are, of two texts the second by its letters (R's second level) is the event. */
function outcomeOf(formula: ModelFormula, table: DataTable): Result<readonly (number | null)[]> {
  if (makesFactor(formula.response)) return factorOutcome(formula.response, table);
  const found = evaluateRows(formula.response, table);
  if (!found.ok) return found;
  const { kind, cells } = found.value;
  const levels = kind === 'text' ? [...new Set(cells.filter((cell) => cell !== null).map(String))].sort((a, b) => (a < b ? -1 : 1)) : [];
  if (levels.length > 2) return refuse({ code: 'outcome-not-binary', detail: 'The outcome has more than two different values.' });
  const values = cells.map((cell) => (cell === null ? null : kind === 'text' ? levels.indexOf(String(cell)) : Number(cell)));
  if (values.some((value) => value !== null && !Number.isNaN(value) && value !== 0 && value !== 1)) return refuse({ code: 'outcome-not-binary', detail: 'The outcome must be 0 or 1 in every row.' });
  return ok(values);
}

/** Column by column products, the first factor's columns running fastest, as R orders an interaction. */
function products(parts: readonly (readonly NamedColumn[])[]): NamedColumn[] {
  const [first = [], ...others] = parts;
  return others.reduce<NamedColumn[]>(
    (left, right) => right.flatMap((b) => left.map((a) => ({ name: `${a.name}:${b.name}`, values: a.values.map((value, row) => value * (b.values[row] ?? NaN)) }))),
    [...first],
  );
}

/** A factor shows all its levels where the term without it is not in the model (R's rule of marginality), or first without intercept. */
function showsAllLevels(formula: ModelFormula, variables: readonly ModelVariable[], term: number, variable: number): boolean {
  const others = (formula.terms[term]?.variables ?? []).filter((place) => place !== variable).join(':');
  if (others !== '') return !formula.terms.some((other) => other.variables.join(':') === others);
  if (formula.intercept) return false;
  const first = formula.terms.findIndex((other) => other.variables.some((place) => variables[place]?.kind === 'factor'));
  return first === term;
}

function designColumns(formula: ModelFormula, variables: readonly ModelVariable[], rows: readonly number[], { naming = 'glm', order = defaultLevels }: DesignOptions): DesignColumn[] {
  const intercept = formula.intercept ? [{ name: naming === 'glm' ? '(Intercept)' : 'Intercept', values: new Float64Array(rows.length).fill(1), term: -1 }] : [];
  const terms = formula.terms.map((term, at) => products(term.variables.flatMap((place) => {
    const variable = variables[place];
    return variable === undefined ? [] : [variableColumns(variable, rows, { full: showsAllLevels(formula, variables, at, place), naming, order })];
  })).map((column) => ({ ...column, term: at })));
  return [...intercept, ...terms.flat()];
}

/** The numbers that a formula makes of a table; rows with anything missing are left out and counted. */
export function designMatrix(formula: ModelFormula, table: DataTable, options: DesignOptions = {}): Result<Design> {
  const outcome = outcomeOf(formula, table);
  if (!outcome.ok) return outcome;
  const variables: ModelVariable[] = [];
  for (const expression of formula.variables) {
    const variable = modelVariable(expression, table);
    if (!variable.ok) return variable;
    variables.push(variable.value);
  }
  const offsets: (readonly Cell[])[] = [];
  for (const expression of formula.offsets) {
    const values = evaluateRows(expression, table);
    if (!values.ok) return values;
    offsets.push(values.value.cells);
  }
  const needed: readonly (readonly Cell[])[] = [outcome.value, ...variables.map(({ cells }) => cells), ...offsets, ...(options.weights ? [options.weights] : [])];
  const rows = Array.from({ length: table.length }, (_, row) => row).filter((row) => !needed.some((cells) => isMissing(cells[row])));
  if (rows.length === 0) return refuse({ code: 'no-rows', detail: 'No row has a value in every variable of the model.' });
  // Each term has a column at least: what no fit takes is refused before its columns are laid out.
  const within = withinLimit(rows.length * (formula.terms.length + (formula.intercept ? 1 : 0)), 'fitCells', 'Rows times coefficients of a logistic fit');
  if (!within.ok) return within;
  const endless = variables.find((variable) => variable.kind !== 'factor' && rows.some((row) => !Number.isFinite(variable.cells[row])));
  if (endless) return refuse({ code: 'value-not-finite', detail: `${endless.label} is infinite in a row.` });
  return ok({
    formula, rows, variables, dropped: table.length - rows.length,
    response: Float64Array.from(rows, (row) => outcome.value[row] ?? NaN),
    offset: Float64Array.from(rows, (row) => offsets.reduce((sum, cells) => sum + Number(cells[row]), 0)),
    weights: Float64Array.from(rows, (row) => options.weights?.[row] ?? 1),
    columns: designColumns(formula, variables, rows, options),
  });
}
