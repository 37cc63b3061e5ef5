import { EveryRow, Instead, Named, type Fields } from './adapter.ts';
import { isFields, listFrom } from './input.ts';

/** One number (or text) that is not as expected. */
export interface Difference {
  /** Where in the result: `pairs[3].p_z`. */
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** Fields that are no result: remarks, R's settings, and what the case files say not to test. */
const NOT_COMPARED = new Set(['note', 'settings', 'checked_with_MRMCaov', 'loess_interpolate', 'r_default_estimate_not_to_be_shown', 'r_message']);

/** A tolerance whose name is no field: the fields it is for. */
const TOLERANCE_FOR: Readonly<Record<string, readonly string[]>> = { r_fisher: ['r_estimate', 'r_conf_int'] };

interface Rule {
  readonly tolerance: Readonly<Record<string, number>>;
  /** Whether the platform may say something of its own where R's number means nothing. */
  readonly insteadAllowed: boolean;
}

/** `shift` is for shift, shift_estimate and shift_ci95; a looser tolerance holds for all that lies below its field. */
function looser(segments: readonly string[], tolerance: Rule['tolerance']): number | null {
  for (const [name, value] of Object.entries(tolerance)) {
    if (name === 'rel' || name === 'abs') continue;
    const names = TOLERANCE_FOR[name] ?? [name];
    if (segments.some((segment) => names.some((field) => segment === field || segment.startsWith(`${field}_`)))) return value;
  }
  return null;
}

const SPECIAL: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity };

function near(expected: number, found: number, segments: readonly string[], tolerance: Rule['tolerance']): boolean {
  if (!Number.isFinite(expected)) return expected === found;
  const own = looser(segments, tolerance);
  const gap = Math.abs(found - expected);
  return gap <= Math.abs(expected) * (own ?? tolerance.rel ?? 1e-9) || gap <= (own ?? tolerance.abs ?? 1e-12);
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value)) || (Array.isArray(value) && value.every(isAbsent));

/** Texts and booleans are equal or not; a level's name may be written as a number on one side. */
const sameLabel = (expected: unknown, found: unknown): boolean =>
  found === expected || (typeof found === 'string' && typeof expected === 'number' && found === String(expected)) || (typeof found === 'number' && typeof expected === 'string' && String(found) === expected);

function* scalar(expected: unknown, found: unknown, segments: readonly string[], rule: Rule): Generator<Difference> {
  const number = typeof expected === 'number' ? expected : typeof expected === 'string' ? SPECIAL[expected] : undefined;
  const same = expected === null || (number !== undefined && Number.isNaN(number))
    ? isAbsent(found)
    : number !== undefined
      ? typeof found === 'number' ? near(number, found, segments, rule.tolerance) : sameLabel(expected, found)
      : sameLabel(expected, found);
  if (!same) yield { path: pathOf(segments), expected, found };
}

const pathOf = (segments: readonly string[]): string => segments.join('.').replace(/\.(\d+)(?=\.|$)/g, '[$1]') || '(whole)';

/** The rows that a case shows, picked from lists that have all of them. */
function shownRows(expected: Fields, { fields }: EveryRow): Fields {
  const rows = listFrom(expected.rows).map(Number);
  return { rows, ...Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, rows.map((row) => values[row - 1])])) };
}

/** Every place where `found` is not what is expected; fields beyond the expected ones are free. */
export function* differences(expected: unknown, found: unknown, rule: Rule, segments: readonly string[] = []): Generator<Difference> {
  if (found instanceof Instead) {
    if (!rule.insteadAllowed) yield* differences(expected, found.value, rule, segments);
  } else if (found instanceof Named) {
    if (!found.names.includes(String(expected))) yield { path: pathOf(segments), expected, found: found.names[0] };
  } else if (Array.isArray(expected)) {
    if (!Array.isArray(found) && expected.every(isAbsent) && isAbsent(found)) return;
    const values: readonly unknown[] = Array.isArray(found) ? found : [];
    if (values.length !== expected.length) yield { path: `${pathOf(segments)}.length`, expected: expected.length, found: Array.isArray(found) ? values.length : found };
    else for (const [index, value] of expected.entries()) yield* differences(value, values[index], rule, [...segments, String(index)]);
  } else if (isFields(expected) && found instanceof EveryRow) {
    yield* differences(expected, shownRows(expected, found), rule, segments);
  } else if (isFields(expected)) {
    const fields = isFields(found) ? found : {};
    if (!isFields(found)) yield { path: pathOf(segments), expected: 'an object', found };
    else for (const [name, value] of Object.entries(expected)) if (!NOT_COMPARED.has(name)) yield* differences(value, fields[name], rule, [...segments, name]);
  } else {
    // R writes a vector of one as a plain number.
    yield* scalar(expected, Array.isArray(found) && found.length === 1 ? found[0] : found, segments, rule);
  }
}
