import type { PanelCase } from '@echocohort/contracts-reading';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, currentDigests, Database, holdCase, insertVerdict, threadsOfCase } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { advanceCase } from '../cases/case-progress.ts';
import { panelCaseOf } from './panel-case.view.ts';

/** The panel accepts a case: its pictures keep the protocol. The verdict names the pictures that it is about. */
@Injectable()
export class AcceptCaseUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, caseId: string, version: number): Promise<Result<PanelCase>> {
    return this.database.as(caller.dbIdentity('panel.review'), async (tx): Promise<Result<PanelCase>> => {
      const study = await this.study.required(tx);
      const row = await holdCase(tx, caseId);
      if (row === null) return caseNotFound;
      if (row.version !== version) return refuse({ code: 'version-changed', detail: 'The case changed since you opened it. Look at it again, then decide.' });
      const advanced = await advanceCase(tx, study, row, 'panel-accepted', 'panel.accepted');
      if (!advanced.ok) return advanced;
      const protocol = study.definition.protocol.version;
      await insertVerdict(tx, { caseId, centre: row.centre, verdict: 'accepted', protocolVersion: protocol }, caller.personId);
      const images = await currentDigests(tx, caseId);
      await appendAudit(tx, studyRef(study), { type: 'panel.accepted', centre: row.centre, case: row.code, payload: { protocol, images } });
      return ok(panelCaseOf(advanced.value.case, advanced.value.content, await threadsOfCase(tx, caseId), study.definition));
    });
  }
}
