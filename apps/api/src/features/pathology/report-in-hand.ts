import { frozen, isCaseState } from '@echocohort/case-state';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { findReport, holdCase, type CaseRow, type PathologyRow, type Tx } from '@echocohort/persistence';
import { caseNotFound } from '../cases/case-not-found.ts';

/** A held case with its current report, both as the person had read them. */
export interface ReportInHand {
  readonly case: CaseRow;
  readonly report: PathologyRow | null;
}

/** Holds the case for a change of its pathology, or says why it cannot change. */
export async function reportInHand(tx: Tx, caseId: string, version: number): Promise<Result<ReportInHand>> {
  const row = await holdCase(tx, caseId);
  if (row === null) return caseNotFound;
  const shut = isCaseState(row.state) ? frozen(row.state) : null;
  if (shut) return refuse(shut);
  const report = await findReport(tx, caseId);
  if ((report?.version ?? 0) !== version) return refuse({ code: 'version-changed', detail: 'Somebody else changed the report meanwhile. Look at the newer one, then try again.' });
  return ok({ case: row, report });
}
