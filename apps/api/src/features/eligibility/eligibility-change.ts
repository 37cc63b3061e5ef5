import { evaluateEligibility, type EligibilityOutcome } from '@echocohort/eligibility';
import { appendAudit, pathologyStandings, type CaseContent, type CaseRow, type PathologyStanding, type Tx } from '@echocohort/persistence';
import { studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { evidenceOf } from '../cases/eligibility.view.ts';

/** How a case stands with the criteria. The outcome reads pathology: it is not for every reader. */
export const judgeCase = (study: CurrentStudy, content: CaseContent, pathology: PathologyStanding | null): EligibilityOutcome =>
  evaluateEligibility(evidenceOf(content, pathology, study.definition), study.definition.eligibility);

/** Judges a case before and after a change that is not about its pathology, and tells the trail when verdict or reason moved. The transaction must see pathology. */
export async function followEligibility(tx: Tx, study: CurrentStudy, row: CaseRow, before: CaseContent, after: CaseContent): Promise<void> {
  const report = (await pathologyStandings(tx, [row.id])).get(row.id) ?? null;
  await recordEligibilityChange(tx, study, row, judgeCase(study, before, report), judgeCase(study, after, report));
}

/** Tells the audit trail when verdict or primary reason moved. Part of the change that moved it. */
export async function recordEligibilityChange(tx: Tx, study: CurrentStudy, row: CaseRow, before: EligibilityOutcome, after: EligibilityOutcome): Promise<void> {
  if (after.verdict === before.verdict && after.primaryReason === before.primaryReason) return;
  const payload = { from: before.verdict, to: after.verdict, primaryReason: after.primaryReason };
  await appendAudit(tx, studyRef(study), { type: 'eligibility.changed', centre: row.centre, case: row.code, payload });
}
