import { evaluateEligibility, type CriterionOutcome, type EligibilityEvidence, type EligibilityOutcome } from '@echocohort/eligibility';
import type { CaseContent, PathologyStanding } from '@echocohort/persistence';
import { answersOf, type StudyDefinition } from '@echocohort/study';
import { answersOfCase, caseFacts, missingSlots } from './case-facts.ts';

/** What the nine criteria read of a case. Only a confirmed report counts as pathology. */
export function evidenceOf(content: CaseContent, pathology: PathologyStanding | null, definition: StudyDefinition): EligibilityEvidence {
  const type = pathology?.confirmed ? definition.lesionTypes.find(({ code }) => code === pathology.typeCode) : undefined;
  return {
    items: answersOf(answersOfCase(content)),
    scanDate: content.scanDate,
    pathology: pathology !== null && type !== undefined ? { typeCode: type.code, definite: type.definite, specimenDate: pathology.specimenDate } : null,
    images: {
      missing: missingSlots(content, definition),
      blocked: caseFacts(content, definition).slots.filter(({ blocking }) => blocking.length > 0).map(({ code }) => code),
    },
  };
}

const HIDDEN = { zh: '依据病理报告判定（此角色不显示内容）。', en: 'Decided from the pathology report, which this role does not see.' };

/**
 * The criteria for a reader. Without the right to see pathology the verdicts stay, but whatever was read from a report
 * does not: a criterion that comes out otherwise without the report was decided by it.
 */
export function eligibilityFor(content: CaseContent, pathology: PathologyStanding | null, definition: StudyDefinition, seesPathology: boolean) {
  const outcome = evaluateEligibility(evidenceOf(content, pathology, definition), definition.eligibility);
  if (seesPathology || pathology === null) return viewOf(outcome, outcome.criteria);
  const blind = evaluateEligibility(evidenceOf(content, null, definition), definition.eligibility);
  const criteria = outcome.criteria.map((criterion, index): CriterionOutcome => {
    const same = JSON.stringify(criterion) === JSON.stringify(blind.criteria[index]);
    return same ? criterion : { ...criterion, evidence: {}, sentence: HIDDEN };
  });
  return viewOf(outcome, criteria);
}

const viewOf = (outcome: EligibilityOutcome, criteria: readonly CriterionOutcome[]) => ({
  verdict: outcome.verdict,
  primaryReason: outcome.primaryReason,
  criteria: criteria.map(({ code, kind, verdict, evidence, sentence }) => ({ code, kind, verdict, evidence: { ...evidence }, sentence })),
});
