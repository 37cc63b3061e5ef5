import type { PathologyView } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { confirmReport } from '@echocohort/pathology';
import { appendAudit, Database, markConfirmed } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';
import { followEligibility } from './follow-eligibility.ts';
import { pathologyViewOf } from './pathology.view.ts';
import { reportInHand } from './report-in-hand.ts';

/** A second person confirms the report; from then on it counts as the reference standard. */
@Injectable()
export class ConfirmPathologyUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, caseId: string, version: number): Promise<Result<PathologyView>> {
    return this.database.as(caller.dbIdentity('pathology.confirm', { pathology: true }), async (tx): Promise<Result<PathologyView>> => {
      const study = await this.study.required(tx);
      const inHand = await reportInHand(tx, caseId, version);
      if (!inHand.ok) return inHand;
      const { case: row, report } = inHand.value;
      if (report === null) return refuse({ code: 'pathology-not-entered', detail: 'There is no report to confirm yet.' });
      const allowed = confirmReport({ enteredBy: report.enteredById, confirmedBy: report.confirmedById }, caller.personId);
      if (!allowed.ok) return allowed;
      const confirmed = await markConfirmed(tx, report, allowed.value.confirmedBy);
      await appendAudit(tx, studyRef(study), { type: 'pathology.confirmed', centre: row.centre, case: row.code, payload: { report: report.id } });
      await followEligibility(tx, study, row, report, confirmed);
      return ok(pathologyViewOf(caller, row, confirmed));
    });
  }
}
