import type { Cell } from '../table/data-table.ts';
import { QUANTILE_TYPES, type QuantileType } from '../distributions/sample-quantile.ts';
import { cutCells, quantilesOf, ranked, scaled } from './column-transforms.ts';
import { manyArguments, matchArguments } from './match-arguments.ts';
import { writeExpression, type Argument, type Expression } from './syntax-tree.ts';
import { numeric, together, truth, truthOf, Wrong, type Values } from './values.ts';

type Evaluate = (expression: Expression) => Values;
type Special = (given: readonly Argument[], of: Evaluate) => Values;

/** A cell as R writes it in text: 100000 is 1e+05. */
const asText = (cell: Cell): string | null => (cell === null ? null : typeof cell === 'number' ? writeExpression({ kind: 'number', value: cell }) : cell);

/** Levels as R's `factor` finds them: numbers by size, text by its letters. */
function levelsOf(cells: readonly Cell[]): string[] {
  const present = [...new Set(cells.filter((cell) => cell !== null))];
  const inOrder = present.every((cell) => typeof cell === 'number') ? present.toSorted((a, b) => Number(a) - Number(b)) : present.map(String).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return inOrder.flatMap((cell) => asText(cell) ?? []);
}

function factorOf(values: Values): Values {
  if (values.levels) return values;
  if (values.kind === 'logical') return { kind: 'text', cells: values.cells.map((cell) => (cell === null ? null : cell === 0 ? 'FALSE' : 'TRUE')), levels: ['FALSE', 'TRUE'] };
  return { kind: 'text', cells: values.cells.map(asText), levels: levelsOf(values.cells) };
}

/** Numbers as they are; of a factor the place of its level, as R stores it. Text that is none is not read as numbers. */
function numbersOf(values: Values, name: string, of: (value: number) => number): Values {
  const { levels } = values;
  if (levels) return { kind: 'number', cells: values.cells.map((cell) => (cell === null ? null : levels.indexOf(String(cell)) + 1)) };
  return { kind: 'number', cells: numeric(values, name).cells.map((cell) => (typeof cell === 'number' ? of(cell) : null)) };
}

/** A function with named parameters, of which the first is needed. */
function parameters(name: string, names: readonly string[], run: (first: Values, other: (parameter: string) => Values | undefined, flag: (parameter: string, usual: boolean) => boolean) => Values): [string, Special] {
  return [name, (given, of) => {
    const matched = matchArguments(name, given, names);
    const first = matched.get(names[0] ?? '');
    if (first === undefined) throw new Wrong('arguments-wrong', `${name} does not take ${given.length} arguments.`);
    const other = (parameter: string): Values | undefined => {
      const expression = matched.get(parameter);
      return expression === undefined ? undefined : of(expression);
    };
    return run(of(first), other, (parameter, usual) => {
      const value = other(parameter);
      if (value !== undefined && value.kind !== 'logical') throw new Wrong('arguments-wrong', `${name}: "${parameter}" is TRUE or FALSE here.`);
      return value === undefined ? usual : value.cells[0] === 1;
    });
  }];
}

function cut(values: Values, breaks: Values | undefined, labels: Values | undefined, right: boolean, includeLowest: boolean): Values {
  const found = cutCells(numeric(values, 'cut').cells, { breaks: breaks?.cells.map(Number) ?? [], labels: labels?.kind === 'text' ? labels.cells.map(String) : null, right, includeLowest });
  if (found === null) throw new Wrong('arguments-wrong', 'cut takes different break points, and one label for each interval between them.');
  if (labels?.kind === 'logical') return { kind: 'number', cells: found.cells.map((cell) => (cell === null ? null : found.levels.indexOf(cell) + 1)) };
  return { kind: 'text', cells: found.cells, levels: found.levels };
}

function quantiles(values: Values, shares: Values | undefined, type: Values | undefined, skipping: boolean): Values {
  const { cells } = numeric(values, 'quantile');
  const asked = QUANTILE_TYPES.find((known): known is QuantileType => known === (type?.cells[0] ?? 7));
  if (asked === undefined) throw new Wrong('arguments-wrong', 'quantile knows the types 1 to 9.');
  if (!skipping && cells.some((cell) => cell === null || Number.isNaN(cell))) throw new Wrong('missing-values', 'quantile of a column with missing values needs na.rm = TRUE.');
  return { kind: 'number', cells: quantilesOf(cells, shares?.cells.map(Number) ?? [0, 0.25, 0.5, 0.75, 1], asked) };
}

function ifelse(condition: Values, yes: Values | undefined, no: Values | undefined): Values {
  if (yes === undefined || no === undefined) throw new Wrong('arguments-wrong', 'ifelse takes a condition, a value and another value.');
  const kind = yes.kind === 'text' || no.kind === 'text' ? 'text' : yes.kind === no.kind ? yes.kind : 'number';
  return together([numeric(condition, 'ifelse'), yes, no], kind, ([when = null, one = null, other = null]) => {
    const holds = truthOf(when);
    const cell = holds ? one : other;
    return holds === null ? null : kind === 'text' ? asText(cell) : cell;
  });
}

function combined(given: readonly Argument[], of: Evaluate): Values {
  const parts = given.map(({ value }) => of(value));
  const kind = parts.some((part) => part.kind === 'text') ? 'text' : parts.every((part) => part.kind === 'logical') ? 'logical' : 'number';
  return { kind, cells: parts.flatMap(({ cells }) => (kind === 'text' ? cells.map(asText) : cells)) };
}

/** Texts side by side; what is missing is written NA, as R does. */
function pasted(name: string, usual: string, options: readonly string[]): [string, Special] {
  return [name, (given, of) => {
    const { values, named } = manyArguments(name, given, options);
    const separator = named.get('sep');
    const between = separator === undefined ? usual : String(of(separator).cells[0] ?? '');
    return together(values.map((value) => factorOf(of(value))), 'text', (cells) => cells.map((cell) => cell ?? 'NA').join(between));
  }];
}

/** Levels of two crossed factors; those of the first run fastest. */
function crossed(given: readonly Argument[], of: Evaluate): Values {
  const { values, named } = manyArguments('interaction', given, ['sep']);
  const separator = named.get('sep');
  const between = separator === undefined ? '.' : String(of(separator).cells[0] ?? '');
  const parts = values.map((value) => factorOf(of(value)));
  const [first, ...others] = parts.map(({ levels }) => levels ?? []);
  const levels = others.reduce<readonly string[]>((left, right) => right.flatMap((b) => left.map((a) => `${a}${between}${b}`)), first ?? []);
  return { ...together(parts, 'text', (cells) => (cells.includes(null) ? null : cells.map(String).join(between))), levels };
}

/** `seq(from, to, by)` or with `length.out`. */
function sequence(given: readonly Argument[], of: Evaluate): Values {
  const matched = matchArguments('seq', given, ['from', 'to', 'by', 'length.out']);
  const number = (name: string): number | null => {
    const expression = matched.get(name);
    const value = expression === undefined ? null : of(expression).cells[0];
    return typeof value === 'number' ? value : null;
  };
  const [from, to, count] = [number('from') ?? 1, number('to') ?? NaN, number('length.out')];
  const by = number('by') ?? (count === null ? Math.sign(to - from) || 1 : (to - from) / (count - 1));
  const steps = count === null ? Math.floor((to - from) / by + 1e-10) : count - 1;
  if (!(steps >= 0 && steps < 1e6)) throw new Wrong('arguments-wrong', 'seq takes a beginning, an end, and steps that lead there.');
  return { kind: 'number', cells: Array.from({ length: steps + 1 }, (_, step) => from + step * by) };
}

const each = (values: Values, of: (cell: Cell) => number | null): Values => ({ kind: 'logical', cells: values.cells.map(of) });

const FUNCTIONS: ReadonlyMap<string, Special> = new Map<string, Special>([
  parameters('I', ['x'], (first) => first),
  parameters('is.na', ['x'], (first) => each(first, (cell) => truth(cell === null || Number.isNaN(cell)))),
  parameters('is.finite', ['x'], (first) => each(first, (cell) => truth(typeof cell === 'number' && Number.isFinite(cell)))),
  parameters('as.logical', ['x'], (first) => each(numeric(first, 'as.logical'), (cell) => { const holds = truthOf(cell); return holds === null ? null : truth(holds); })),
  parameters('as.character', ['x'], (first) => ({ kind: 'text', cells: factorOf(first).cells })),
  parameters('factor', ['x'], factorOf),
  parameters('as.factor', ['x'], factorOf),
  parameters('as.numeric', ['x'], (first) => numbersOf(first, 'as.numeric', (value) => value)),
  parameters('as.integer', ['x'], (first) => numbersOf(first, 'as.integer', Math.trunc)),
  parameters('xor', ['x', 'y'], (first, other) => together([numeric(first, 'xor'), numeric(other('y') ?? { kind: 'logical', cells: [] }, 'xor')], 'logical', (cells) => {
    const [one = null, two = null] = cells.map(truthOf);
    return one === null || two === null ? null : truth(one !== two);
  })),
  parameters('ifelse', ['test', 'yes', 'no'], (first, other) => ifelse(first, other('yes'), other('no'))),
  parameters('scale', ['x', 'center', 'scale'], (first, _other, flag) => ({ kind: 'number', cells: scaled(numeric(first, 'scale').cells, flag('center', true), flag('scale', true)) })),
  parameters('rank', ['x'], (first) => {
    if (first.cells.some((cell) => cell === null || Number.isNaN(cell))) throw new Wrong('missing-values', 'rank would give missing values the last places; leave them out first.');
    return { kind: 'number', cells: ranked(numeric(first, 'rank').cells) };
  }),
  parameters('quantile', ['x', 'probs', 'na.rm', 'names', 'type'], (first, other, flag) => quantiles(first, other('probs'), other('type'), flag('na.rm', false))),
  parameters('cut', ['x', 'breaks', 'labels', 'include.lowest', 'right'], (first, other, flag) => cut(first, other('breaks'), other('labels'), flag('right', true), flag('include.lowest', false))),
  ['c', combined],
  ['interaction', crossed],
  ['seq', sequence],
  pasted('paste', ' ', ['sep']),
  pasted('paste0', '', []),
]);

/** What a function does that works on whole columns, on text, or with options of its own; undefined for any other. */
export const specialFunction = (name: string): Special | undefined => FUNCTIONS.get(name);
