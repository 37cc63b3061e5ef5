import type { LocalText } from '@echocohort/kernel';

/** A record of the study that answers items of checklists. */
export type EvidenceKey =
  | 'design' | 'setting' | 'dates' | 'eligibility' | 'treatment' | 'acquisition' | 'outcome' | 'outcome-blinding' | 'index-blinding' | 'predictors' | 'deidentification' | 'preparation' | 'subsets'
  | 'missing' | 'indeterminate' | 'sample-size' | 'partition' | 'separation' | 'cut-off' | 'index-test' | 'specification' | 'software' | 'initial-weights' | 'training' | 'selection' | 'ensemble'
  | 'methods' | 'variability' | 'heterogeneity' | 'uncertainty' | 'robustness' | 'explainability' | 'class-balance' | 'fairness' | 'flow' | 'baseline' | 'comparison' | 'spectrum' | 'benign-types'
  | 'interval' | 'cross-table' | 'performance' | 'internal' | 'external' | 'failures' | 'development' | 'updating' | 'registration' | 'protocol' | 'sharing' | 'prediction' | 'quality';

/**
 * One item of a checklist by its number, with a title in our own words; the published text is not repeated here.
 * `filled`: the record answers it. `draft`: the record gives a start, a person completes it. `person`: only a person can.
 */
export interface ChecklistItem {
  readonly number: string;
  readonly title: LocalText;
  readonly kind: 'filled' | 'draft' | 'person';
  readonly evidence: EvidenceKey | null;
}

export type Row = readonly [number: string, kind: 'filled' | 'draft' | 'person', evidence: EvidenceKey | null, en: string, zh: string];

export const items = (rows: readonly Row[]): ChecklistItem[] => rows.map(([number, kind, evidence, en, zh]) => ({ number, kind, evidence, title: { en, zh } }));

/** A published checklist. */
export interface Checklist {
  readonly name: 'stard' | 'tripod' | 'claim';
  readonly title: string;
  /** Where the published wording stands. */
  readonly reference: string;
  readonly items: readonly ChecklistItem[];
}
