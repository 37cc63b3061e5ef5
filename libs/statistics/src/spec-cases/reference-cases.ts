import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** One reference case: what goes in, and what R gives. */
export interface ReferenceCase {
  readonly id: string;
  readonly input: Fields;
  readonly expected: Fields | null;
}

const folder = join(__dirname, '..', '..', 'test-files');

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Numbers as the case files write them: infinities and NaN as text, missing as null. */
export const numberOf = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** The cases of one file. */
export function referenceCases(name: string): readonly ReferenceCase[] {
  const parsed: unknown = JSON.parse(readFileSync(join(folder, 'cases', `${name}.json`), 'utf8'));
  return listOf(fieldsOf(parsed).cases).map((entry) => {
    const { id, input, expected } = fieldsOf(entry);
    return { id: textOf(id), input: fieldsOf(input), expected: isFields(expected) ? expected : null };
  });
}

/** A data file as rows of column name to text; `filter` is `column == 'value'`. */
export function dataRows(name: string, filter = ''): readonly Readonly<Record<string, string>>[] {
  const [head = '', ...lines] = readFileSync(join(folder, 'data', name), 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])));
  const wanted = /^(\w+) == '(\w+)'$/.exec(filter);
  return wanted ? rows.filter((row) => row[wanted[1] ?? ''] === wanted[2]) : rows;
}

/** A column of numbers; `NA` is missing. */
export const column = (rows: readonly Readonly<Record<string, string>>[], name: string): (number | null)[] =>
  rows.map((row) => (row[name] === 'NA' || row[name] === undefined ? null : Number(row[name])));

/** Outcomes and the named score of a case's sample, from its own lists or from a data file. */
export function sampleOf(input: Fields, score = 'score'): { outcomes: boolean[]; scores: (number | null)[]; direction: 'higher' | 'lower' } {
  const direction = input.direction === '>' ? 'lower' : 'higher';
  if (input.csv === undefined) {
    return { outcomes: listOf(input.labels).map((label) => label === 1), scores: listOf(input[score === 'score' ? 'scores' : score]).map(numberOf), direction };
  }
  const rows = dataRows(textOf(input.csv), textOf(input.filter));
  const outcomes = column(rows, textOf(input.outcome)).map((value) => value === 1);
  const name = textOf(input[score]);
  const log = /^log\((\w+) \+ 1\)$/.exec(name);
  const scores = column(rows, log?.[1] ?? name).map((value) => (log && value !== null ? Math.log(value + 1) : value));
  return { outcomes, scores, direction };
}

/** Within the tolerance of the case files: relative or absolute, whichever is kinder. */
export function expectClose(found: number | null | undefined, wanted: unknown, relative = 1e-9): void {
  const expected = numberOf(wanted);
  if (expected === null || Number.isNaN(expected)) expect(found ?? null).toBeNull();
  else if (!Number.isFinite(expected)) expect(found).toBe(expected);
  else expect(Math.abs((found ?? NaN) - expected)).toBeLessThanOrEqual(Math.max(1e-12, relative * Math.abs(expected)));
}
