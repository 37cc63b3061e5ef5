import type { Refusal, Result } from '@echocohort/kernel';
import type { DataTable } from '@echocohort/statistics';

/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a case says besides its input; never what is expected of it. */
export interface CaseContext {
  readonly id: string;
  /** The R call that made the expected numbers: it names the function where inputs alone do not (`qnorm(p)`, `p.adjust(p)`). */
  readonly call: string;
  readonly note: string;
  readonly tags: readonly string[];
  /** The other cases of the same file: some inputs are described by reference to them. */
  readonly siblings: readonly { readonly id: string; readonly input: Fields }[];
  /** A data file as a table; throws CaseUnreadable when there is none of that name. */
  table(csv: string): DataTable;
}

/**
 * From the input of a case (or of `statistics run`) to the library and back to the field names of the case files. A refusal of the
 * library is handed on as it is. An input of an unknown form throws CaseUnreadable.
 */
export interface MethodAdapter {
  /** The name of the case file: `auc_delong`. */
  readonly method: string;
  run(input: Fields, context: CaseContext): Result<unknown>;
}

/** The case cannot be understood: a field is absent or of another form. */
export class CaseUnreadable extends Error {
  override readonly name = 'CaseUnreadable';
}

/** Carries a refusal out of nested steps of an adapter; the checker turns it back into the refusal. */
export class CaseRefused extends Error {
  override readonly name = 'CaseRefused';
  constructor(readonly refusal: Refusal) {
    super(refusal.detail);
  }
}

/** The value of a result, or its refusal thrown as CaseRefused to leave the adapter at once. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new CaseRefused(result.refusal);
  return result.value;
}

/**
 * What the platform says where R's own number means nothing (a degenerate case): the checker accepts it in place of the expected
 * number only where the case carries a note or the tag `degenerate`.
 */
export class Instead {
  constructor(readonly value: unknown, readonly because: string) {}
}

/** Lists with a value for every row of the data; a case file shows those rows that its own field `rows` names, counted from 1. */
export class EveryRow {
  constructor(readonly fields: Readonly<Record<string, readonly unknown[]>>) {}
}

/** A name that may be written in several ways, such as a stratum between two cut points; the first is the one that is shown. */
export class Named {
  constructor(readonly names: readonly string[]) {}
}
