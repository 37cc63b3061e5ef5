import type { PathologyView, routes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { checkReport } from '@echocohort/pathology';
import { appendAudit, Database, enterReport } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';
import { followEligibility } from './follow-eligibility.ts';
import { pathologyViewOf } from './pathology.view.ts';
import { reportInHand } from './report-in-hand.ts';

type Body = BodyOf<typeof routes.enterPathology>;

/** Enters a report, or corrects one: the earlier one stays, and a correction needs a reason and a new confirmation. */
@Injectable()
export class EnterPathologyUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, caseId: string, version: number, body: Body): Promise<Result<PathologyView>> {
    return this.database.as(caller.dbIdentity('pathology.write', { pathology: true }), async (tx): Promise<Result<PathologyView>> => {
      const study = await this.study.required(tx);
      const inHand = await reportInHand(tx, caseId, version);
      if (!inHand.ok) return inHand;
      const { case: row, report: before } = inHand.value;
      const reason = body.reasonForChange?.trim() ?? '';
      if (before !== null && reason === '') return refuse({ code: 'reason-for-change-needed', field: 'reasonForChange', detail: 'There is a report already. Say why it is corrected.' });
      const accepted = checkReport(body, { types: study.definition.lesionTypes, methods: study.definition.pathologyMethods });
      if (!accepted.ok) return accepted;
      const { typeCode, malignant, method, specimenDate, note } = accepted.value;
      const content = { caseId, centre: row.centre, typeCode, malignant, method, specimenDate, note, reasonForChange: before === null ? null : reason };
      const report = await enterReport(tx, content, before, caller.personId);
      await appendAudit(tx, studyRef(study), { type: 'pathology.entered', centre: row.centre, case: row.code, payload: { report: report.id, supersedes: before?.id ?? null } });
      await followEligibility(tx, study, row, before, report);
      return ok(pathologyViewOf(caller, row, report));
    });
  }
}
