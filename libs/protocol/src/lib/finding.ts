import type { LocalText } from '@echocohort/kernel';

/**
 * How much a finding weighs. `blocks`: the picture cannot fill the slot. `deviation`: it fills the slot and the
 * protocol deviation stays on record until a person resolves it. `information`: worth knowing, nothing to do.
 */
export const FINDING_SEVERITIES = ['blocks', 'deviation', 'information'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** What a finding read. Never a patient's identifier. */
export type FindingEvidence = Readonly<Record<string, string | number | boolean | null>>;

/** One thing that a check saw in one picture of one slot, with the sentence that the coordinator reads. */
export interface Finding {
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly slot: string;
  readonly evidence: FindingEvidence;
  readonly sentence: LocalText;
}

/** Does any of these keep the slot from being filled? */
export const blocks = (findings: readonly Pick<Finding, 'severity'>[]): boolean => findings.some((finding) => finding.severity === 'blocks');
