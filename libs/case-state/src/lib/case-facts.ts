import type { LocalText } from '@echocohort/kernel';

/** How one slot of a case stands. */
export interface SlotFacts {
  readonly code: string;
  /** Fewest current images that it needs; 0 for an optional slot. */
  readonly min: number;
  /** Current images in it. */
  readonly filled: number;
  /** Codes of unresolved findings that block, on its current images. */
  readonly blocking: readonly string[];
}

/** An item of a form that keeps the form from being complete. */
export interface OpenItem {
  readonly code: string;
  readonly label: LocalText;
}

/** How one form of a case stands. */
export interface FormFacts {
  readonly code: string;
  readonly name: LocalText;
  /** Required items without a value and without a reason for having none. */
  readonly missing: readonly OpenItem[];
  /** Items whose value an edit check refuses. */
  readonly refused: readonly OpenItem[];
}

/**
 * Everything that decides a case's state. There is no pathology here and none may come: the panel sees states, and
 * two studies that differ only in pathology must look the same to it (domain 6).
 */
export interface CaseFacts {
  /** In protocol order; optional slots included. */
  readonly slots: readonly SlotFacts[];
  readonly forms: readonly FormFacts[];
  /** Queries that wait for the centre. */
  readonly openQueries: number;
  /** Queries that the centre answered and nobody closed yet. */
  readonly answeredQueries: number;
}
