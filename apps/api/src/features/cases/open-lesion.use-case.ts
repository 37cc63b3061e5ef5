import type { CaseState } from '@echocohort/case-state';
import type { CaseSummary } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { slotsInOrder } from '@echocohort/protocol';
import { appendAudit, Database, findCase, holdSubject, insertLesion } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';
import { loadCase } from './case-progress.ts';
import { caseSummaryOf } from './case-summary.view.ts';

const FIRST_STATE: CaseState = 'collecting';

/** Opens a lesion of a subject: a new case with the empty slots of the protocol in force. */
@Injectable()
export class OpenLesionUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, subjectId: string): Promise<Result<CaseSummary>> {
    return this.database.as(caller.dbIdentity('case.open'), async (tx): Promise<Result<CaseSummary>> => {
      const study = await this.study.required(tx);
      const subject = await holdSubject(tx, subjectId);
      if (subject === null) return refuse({ code: 'not-found', detail: 'There is no such subject among those of your centres.' });
      if (subject.withdrawn) return refuse({ code: 'subject-withdrawn', detail: 'The subject has withdrawn; no lesion can be added.' });
      const caseId = await insertLesion(tx, subject, FIRST_STATE, slotsInOrder(study.definition.protocol).map(({ code }) => code));
      const row = await findCase(tx, caseId);
      if (row === null) throw new Error('the new lesion cannot be read');
      await appendAudit(tx, studyRef(study), { type: 'lesion.opened', centre: row.centre, case: row.code, payload: { subject: subject.code, lesion: row.code } });
      const { content } = await loadCase(tx, study, row);
      return ok(caseSummaryOf(row, content, study.definition));
    });
  }
}
