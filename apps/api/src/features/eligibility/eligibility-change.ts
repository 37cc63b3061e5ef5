import { evaluateEligibility, type EligibilityOutcome } from '@echocohort/eligibility';
import { appendAudit, pathologyStandings, type CaseRow, type Tx } from '@echocohort/persistence';
import { studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { loadCase } from '../cases/case-progress.ts';
import { evidenceOf } from '../cases/eligibility.view.ts';

/** How a case stands with the criteria now. The transaction's identity must see pathology; the outcome is not for every reader. */
export async function eligibilityNow(tx: Tx, study: CurrentStudy, row: CaseRow): Promise<EligibilityOutcome> {
  const { content } = await loadCase(tx, study, row);
  const pathology = (await pathologyStandings(tx, [row.id])).get(row.id) ?? null;
  return evaluateEligibility(evidenceOf(content, pathology, study.definition), study.definition.eligibility);
}

/** Judges a case again after a change and tells the audit trail when verdict or primary reason moved. */
export async function recordEligibilityChange(tx: Tx, study: CurrentStudy, row: CaseRow, before: EligibilityOutcome): Promise<EligibilityOutcome> {
  const after = await eligibilityNow(tx, study, row);
  if (after.verdict !== before.verdict || after.primaryReason !== before.primaryReason) {
    const payload = { from: before.verdict, to: after.verdict, primaryReason: after.primaryReason };
    await appendAudit(tx, studyRef(study), { type: 'eligibility.changed', centre: row.centre, case: row.code, payload });
  }
  return after;
}
