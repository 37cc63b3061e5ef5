import { CaseUnreadable, type Fields } from './adapter.ts';

/** Whether the value is a JSON object. */
export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Numbers as case files write them: NaN and infinities as text, missing as null. */
export function numberFrom(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === 'NaN') return NaN;
  if (value === 'Infinity') return Infinity;
  if (value === '-Infinity') return -Infinity;
  throw new CaseUnreadable('a number was expected');
}

/** A number that must be there. */
export function numberField(input: Fields, name: string): number {
  const value = numberFrom(input[name]);
  if (value === null) throw new CaseUnreadable(`the field ${name} is missing`);
  return value;
}

/** A number, or the default where the field is absent. */
export const numberOr = (input: Fields, name: string, otherwise: number): number => numberFrom(input[name]) ?? otherwise;

/** A text that must be there. */
export function textField(input: Fields, name: string): string {
  const value = input[name];
  if (typeof value !== 'string') throw new CaseUnreadable(`the field ${name} must be a text`);
  return value;
}

/** A text, or the default where the field is absent. */
export const textOr = (input: Fields, name: string, otherwise: string): string => (input[name] === undefined || input[name] === null ? otherwise : textField(input, name));

/** A list; a single value stands for a list of one, and "1..236" for the whole numbers between. */
export function listFrom(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const range = typeof value === 'string' ? /^(-?\d+)\.\.(-?\d+)$/.exec(value) : null;
  if (range) {
    const [first, last] = [Number(range[1]), Number(range[2])];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  }
  return value === undefined || value === null ? [] : [value];
}

/** A list of numbers with missing ones. */
export const numbersField = (input: Fields, name: string): (number | null)[] => {
  if (input[name] === undefined) throw new CaseUnreadable(`the field ${name} is missing`);
  return listFrom(input[name]).map(numberFrom);
};

/** A list of numbers of which none is missing. */
export const presentNumbers = (input: Fields, name: string): number[] =>
  numbersField(input, name).map((value) => {
    if (value === null) throw new CaseUnreadable(`the field ${name} has a missing value`);
    return value;
  });

/** A list of texts; numbers and booleans are taken as their text. */
export const textsField = (input: Fields, name: string): string[] =>
  listFrom(input[name]).map((value) => {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new CaseUnreadable(`the field ${name} must be a list of texts`);
  });

/** A nested object that must be there. */
export function fieldsField(input: Fields, name: string): Fields {
  const value = input[name];
  if (!isFields(value)) throw new CaseUnreadable(`the field ${name} must be an object`);
  return value;
}

/** A table of counts: rows of equal length. */
export function matrixFrom(value: unknown): number[][] {
  const rows = listFrom(value).map((row) => listFrom(row).map((cell) => numberFrom(cell) ?? NaN));
  const width = rows[0]?.length ?? 0;
  if (width === 0 || rows.some((row) => row.length !== width || row.some((cell) => Number.isNaN(cell)))) throw new CaseUnreadable('a table of counts was expected');
  return rows;
}
