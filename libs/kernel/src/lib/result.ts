/**
 * An expected refusal: a typed value, never an exception. `code` is stable (it appears in the API answer, the audit
 * event and the portal); `detail` is one plain sentence that says which thing, which rule and what to do. Neither
 * may carry an identifier of a patient.
 */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
  /** Form item or request field concerned. */
  readonly field?: string;
  /** Slot of the protocol concerned. */
  readonly slot?: string;
  /** Further facts for programs; no identifiers. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Refused<R extends Refusal = Refusal> = { readonly ok: false; readonly refusal: R };
export type Result<T, R extends Refusal = Refusal> = Ok<T> | Refused<R>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

export const refuse = <R extends Refusal>(refusal: R): Refused<R> => ({ ok: false, refusal });
