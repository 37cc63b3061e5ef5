import type { CaseRow, PathologyRow, PathologyStanding, Tx } from '@echocohort/persistence';
import type { CurrentStudy } from '../../platform/active-study.ts';
import { loadCase } from '../cases/case-progress.ts';
import { judgeCase, recordEligibilityChange } from '../eligibility/eligibility-change.ts';

const standingOf = (report: PathologyRow | null): PathologyStanding | null =>
  report && { typeCode: report.typeCode, specimenDate: report.specimenDate, confirmed: report.confirmedAt !== null };

/** Judges the case with the report before and after a change of pathology. The state of the case never follows (blinding). */
export async function followEligibility(tx: Tx, study: CurrentStudy, row: CaseRow, before: PathologyRow | null, after: PathologyRow): Promise<void> {
  const { content } = await loadCase(tx, study, row);
  await recordEligibilityChange(tx, study, row, judgeCase(study, content, standingOf(before)), judgeCase(study, content, standingOf(after)));
}
