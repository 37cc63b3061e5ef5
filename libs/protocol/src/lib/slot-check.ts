import type { LocalText } from '@echocohort/kernel';
import type { Finding, FindingEvidence, FindingSeverity } from './finding.ts';
import type { ImageFacts, SlotContext } from './image-facts.ts';
import type { Slot } from './protocol-version.ts';

/** What a check says when it found something. */
export interface Observation {
  readonly evidence: FindingEvidence;
  readonly sentence: LocalText;
}

/** One rule about one picture in one slot: code, weight, source, and a function that sees only what it is handed. */
export interface SlotCheck {
  readonly code: string;
  readonly severity: FindingSeverity;
  /** Where the rule comes from: a paper section, a part of DICOM, or `default` for the platform's own choice. */
  readonly source: string;
  /** One plain sentence for the rule table. */
  readonly rule: string;
  observe(facts: ImageFacts, slot: Slot, context: SlotContext): Observation | null;
}

/** The finding of one check, or null when it saw nothing. */
export function runCheck(check: SlotCheck, facts: ImageFacts, slot: Slot, context: SlotContext): Finding | null {
  const seen = check.observe(facts, slot, context);
  return seen && { code: check.code, severity: check.severity, slot: slot.code, ...seen };
}
