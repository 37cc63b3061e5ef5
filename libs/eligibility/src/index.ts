export * from './lib/evidence.ts';
export type { CriterionKind, CriterionOutcome, EligibilityRule, ExclusionGroup, ParameterKind, RuleParameters, Verdict } from './lib/eligibility-rule.ts';
export { EXCLUSION_GROUPS } from './lib/eligibility-rule.ts';
export * from './lib/evaluate-eligibility.ts';
export * from './lib/afp-window.ts';
