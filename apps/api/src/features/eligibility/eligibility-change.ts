import { evaluateEligibility, type EligibilityOutcome } from '@echocohort/eligibility';
import { appendAudit, type CaseContent, type CaseRow, type PathologyStanding, type Tx } from '@echocohort/persistence';
import { studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { evidenceOf } from '../cases/eligibility.view.ts';

/** How a case stands with the criteria. The outcome reads pathology: it is not for every reader. */
export const judgeCase = (study: CurrentStudy, content: CaseContent, pathology: PathologyStanding | null): EligibilityOutcome =>
  evaluateEligibility(evidenceOf(content, pathology, study.definition), study.definition.eligibility);

/** Tells the audit trail when verdict or primary reason moved. Part of the change that moved it. */
export async function recordEligibilityChange(tx: Tx, study: CurrentStudy, row: CaseRow, before: EligibilityOutcome, after: EligibilityOutcome): Promise<void> {
  if (after.verdict === before.verdict && after.primaryReason === before.primaryReason) return;
  const payload = { from: before.verdict, to: after.verdict, primaryReason: after.primaryReason };
  await appendAudit(tx, studyRef(study), { type: 'eligibility.changed', centre: row.centre, case: row.code, payload });
}
