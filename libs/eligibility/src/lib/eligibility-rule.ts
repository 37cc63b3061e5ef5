import type { LocalText } from '@echocohort/kernel';
import type { EligibilityEvidence } from './evidence.ts';

/** How a case stands with one criterion. `met`: it passes (for an exclusion criterion: no reason to exclude). */
export type Verdict = 'met' | 'not-met' | 'unknown';

export type CriterionKind = 'inclusion' | 'exclusion';

/** The boxes of the flow chart (paper Fig. 1) that a primary reason falls into. */
export const EXCLUSION_GROUPS = ['size', 'image-quality', 'histology', 'other'] as const;
export type ExclusionGroup = (typeof EXCLUSION_GROUPS)[number];

/** One criterion judged for one case, with all that the rule read. */
export interface CriterionOutcome {
  readonly code: string;
  readonly kind: CriterionKind;
  readonly verdict: Verdict;
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
  readonly sentence: LocalText;
}

/**
 * What a parameter of a rule is in the study definition: the code of an item of that type, one choice code of the item
 * that another parameter names (`choice:localTherapy`), or a number.
 */
export type ParameterKind = 'number-item' | 'yes-no-item' | 'choice-item' | `choice:${string}` | 'number';
export type RuleParameters = Readonly<Record<string, string | number>>;

type Typed<S extends Readonly<Record<string, ParameterKind>>> = { readonly [K in keyof S]: S[K] extends 'number' ? number : string };

/** What a rule answers; code and kind are added by the registry. */
export type Judgement = Pick<CriterionOutcome, 'verdict' | 'evidence' | 'sentence'>;

/** One rule: code, source, the parameters that the study definition must give, and a pure judgement. */
export interface EligibilityRule {
  readonly code: string;
  readonly kind: CriterionKind;
  /** `paper <section>`, or `default` where the paper is silent. */
  readonly source: string;
  readonly group: ExclusionGroup;
  readonly name: LocalText;
  readonly parameters: Readonly<Record<string, ParameterKind>>;
  judge(evidence: EligibilityEvidence, parameters: RuleParameters): Judgement;
}

interface RuleText<S extends Readonly<Record<string, ParameterKind>>> extends Omit<EligibilityRule, 'parameters' | 'judge'> {
  readonly parameters: S;
  judge(evidence: EligibilityEvidence, parameters: Typed<S>): Judgement;
}

const matches = <S extends Readonly<Record<string, ParameterKind>>>(kinds: S, given: RuleParameters): given is RuleParameters & Typed<S> =>
  Object.entries(kinds).every(([name, kind]) => typeof given[name] === (kind === 'number' ? 'number' : 'string'));

/** Makes a rule whose judgement sees its parameters with their types; a definition that lacks one is a fault of its reader. */
export function defineRule<const S extends Readonly<Record<string, ParameterKind>>>(rule: RuleText<S>): EligibilityRule {
  return {
    ...rule,
    judge: (evidence, parameters) => {
      if (!matches(rule.parameters, parameters)) throw new TypeError(`${rule.code}: the study definition lacks a parameter of this rule`);
      return rule.judge(evidence, parameters);
    },
  };
}
