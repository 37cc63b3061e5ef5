import type { AnalysisReport } from '../results/report.schema.ts';

/** What a guard found: how many numbers it looked at and, if one is impossible, which. */
export interface Guarded {
  readonly checked: number;
  readonly broken: { readonly where: string; readonly detail: string } | null;
}

/** A rule that every report must keep before anyone sees it. */
export interface Guard {
  readonly name: string;
  check(report: AnalysisReport): Guarded;
}

/** One thing that a guard compares. */
export interface Check {
  readonly where: string;
  readonly holds: boolean;
  readonly detail: string;
}

/** The first check that does not hold, and how many there were. */
export function guarded(checks: Iterable<Check>): Guarded {
  let checked = 0;
  for (const { where, holds, detail } of checks) {
    checked++;
    if (!holds) return { checked, broken: { where, detail } };
  }
  return { checked, broken: null };
}

/** Every object of a report with its path. */
export function* objectsOf(value: unknown, path = ''): Generator<{ path: string; fields: Readonly<Record<string, unknown>> }> {
  if (Array.isArray(value)) {
    for (const [at, entry] of value.entries()) yield* objectsOf(entry, `${path}[${at}]`);
  } else if (typeof value === 'object' && value !== null) {
    const fields = Object.fromEntries(Object.entries(value));
    yield { path, fields };
    for (const [name, entry] of Object.entries(fields)) yield* objectsOf(entry, path === '' ? name : `${path}.${name}`);
  }
}
