import type { PlainDate } from '@echocohort/kernel';

/** The answer to one item: a value, or the coded reason why there is none. */
export type ItemAnswer = { readonly value: string | number | boolean } | { readonly missing: string };

/** What is known of the pathology; null while no confirmed report exists. */
export interface PathologyEvidence {
  readonly typeCode: string;
  readonly definite: boolean;
  readonly specimenDate: PlainDate;
}

/** What is known of the pictures. */
export interface ImageEvidence {
  /** Counted slots without enough pictures. */
  readonly missing: readonly string[];
  /** Slots that hold a picture with a finding that blocks. */
  readonly blocked: readonly string[];
}

/** Everything that the nine criteria may read of one case. */
export interface EligibilityEvidence {
  /** Answers by item code: the patient's forms and this lesion's forms together. */
  readonly items: Readonly<Record<string, ItemAnswer | undefined>>;
  readonly scanDate: PlainDate | null;
  readonly pathology: PathologyEvidence | null;
  readonly images: ImageEvidence;
}
