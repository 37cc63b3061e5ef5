import type { FormView } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findFormEntry } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { answersOfCase } from '../cases/case-facts.ts';
import { loadCase } from '../cases/case-progress.ts';
import { formOfCase } from './form-place.ts';
import { formViewOf } from './form.view.ts';

/** One form of a case with its answers. */
@Injectable()
export class ShowFormUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, caseId: string, formCode: string): Promise<Result<FormView>> {
    return this.database.as(caller.dbIdentity('case.read'), async (tx): Promise<Result<FormView>> => {
      const study = await this.study.required(tx);
      const found = await formOfCase(tx, study, caseId, formCode, false);
      if (!found.ok) return found;
      const { content } = await loadCase(tx, study, found.value.case);
      const entry = await findFormEntry(tx, found.value.place);
      return ok(formViewOf(found.value, entry?.version ?? 0, answersOfCase(content)));
    });
  }
}
