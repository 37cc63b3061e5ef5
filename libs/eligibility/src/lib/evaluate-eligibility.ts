import type { EligibilityEvidence } from './evidence.ts';
import type { CriterionOutcome, EligibilityRule, ExclusionGroup, RuleParameters } from './eligibility-rule.ts';
import { exc1OnlyCystic } from './rules/exc-1-only-cystic.rule.ts';
import { exc2LocalTherapy } from './rules/exc-2-local-therapy.rule.ts';
import { exc3ImageQuality } from './rules/exc-3-image-quality.rule.ts';
import { exc4NoDefinitePathology } from './rules/exc-4-no-definite-pathology.rule.ts';
import { exc5NoClinicalHistory } from './rules/exc-5-no-clinical-history.rule.ts';
import { inc1FocalNonCysticUntreated } from './rules/inc-1-focal-non-cystic-untreated.rule.ts';
import { inc2LesionSize } from './rules/inc-2-lesion-size.rule.ts';
import { inc3ScanToSpecimen } from './rules/inc-3-scan-to-specimen.rule.ts';
import { inc4Histology } from './rules/inc-4-histology.rule.ts';

/** Every rule that a study definition can switch on, in the paper's order. */
export const ELIGIBILITY_RULES: readonly EligibilityRule[] = [
  inc1FocalNonCysticUntreated,
  inc2LesionSize,
  inc3ScanToSpecimen,
  inc4Histology,
  exc1OnlyCystic,
  exc2LocalTherapy,
  exc3ImageQuality,
  exc4NoDefinitePathology,
  exc5NoClinicalHistory,
];

/** The rule of that code, or null. */
export const ruleOf = (code: string): EligibilityRule | null => ELIGIBILITY_RULES.find((rule) => rule.code === code) ?? null;

/** The box of the flow chart for a primary reason; `other` for a code that no rule has. */
export const exclusionGroup = (code: string): ExclusionGroup => ruleOf(code)?.group ?? 'other';

/** One criterion that the study uses, with its parameters. */
export interface StudyCriterion {
  readonly code: string;
  readonly parameters: RuleParameters;
}

/** The eligibility part of a study definition. */
export interface EligibilityParameters {
  readonly criteria: readonly StudyCriterion[];
  /** Codes in the order in which the first failing one becomes the primary reason (domain 3). */
  readonly primaryOrder: readonly string[];
}

export type EligibilityVerdict = 'eligible' | 'excluded' | 'not-yet-known';

/** How a case stands with the study: every criterion, the verdict, and the one reason that the flow chart counts. */
export interface EligibilityOutcome {
  readonly criteria: readonly CriterionOutcome[];
  readonly verdict: EligibilityVerdict;
  readonly primaryReason: string | null;
}

/** Judges all criteria of the study. One failing criterion excludes, whatever is still unknown. */
export function evaluateEligibility(evidence: EligibilityEvidence, parameters: EligibilityParameters): EligibilityOutcome {
  const criteria = parameters.criteria.map(({ code, parameters: given }): CriterionOutcome => {
    const rule = ruleOf(code);
    if (!rule) throw new TypeError(`No eligibility rule has the code ${code}`);
    return { code, kind: rule.kind, ...rule.judge(evidence, given) };
  });
  const failing = new Set(criteria.filter(({ verdict }) => verdict === 'not-met').map(({ code }) => code));
  if (failing.size > 0) {
    const primaryReason = parameters.primaryOrder.find((code) => failing.has(code)) ?? [...failing][0] ?? null;
    return { criteria, verdict: 'excluded', primaryReason };
  }
  const known = criteria.every(({ verdict }) => verdict === 'met');
  return { criteria, verdict: known ? 'eligible' : 'not-yet-known', primaryReason: null };
}
