import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, insertSubject } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';

/** A subject as it was issued. */
export interface RegisteredSubject {
  readonly subjectId: string;
  readonly code: string;
  readonly centre: string;
}

/** Issues the next subject code of a centre. */
@Injectable()
export class RegisterSubjectUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, centre: string): Promise<Result<RegisteredSubject>> {
    return this.database.as(caller.dbIdentity('case.open'), async (tx): Promise<Result<RegisteredSubject>> => {
      const study = await this.study.required(tx);
      const known = study.definition.centres.some(({ code }) => code === centre);
      if (!known || !caller.mayAt('case.open', centre)) return refuse({ code: 'not-found', detail: 'There is no such centre among yours.', field: 'centre' });
      const subject = await insertSubject(tx, study.id, centre);
      await appendAudit(tx, studyRef(study), { type: 'subject.registered', centre, case: null, payload: { subject: subject.code } });
      return ok({ subjectId: subject.id, code: subject.code, centre });
    });
  }
}
