import type { TemplateView } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, findTemplate, holdTemplate, withdrawTemplate } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';
import { templateFacts, templateNotFound, templateViewOf } from './template.view.ts';

/** One act takes a template back in all centres: no file that was cleaned with it is taken from then on. */
@Injectable()
export class WithdrawTemplateUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  async run(caller: Caller, templateId: string, reason: string): Promise<Result<TemplateView>> {
    const permission = caller.firstOf(['panel.review', 'device.manage']);
    if (permission === null) return refuse({ code: 'forbidden', detail: 'Your role does not allow this.' });
    return this.database.as(caller.dbIdentity(permission), async (tx): Promise<Result<TemplateView>> => {
      const study = await this.study.required(tx);
      const row = await holdTemplate(tx, study.id, templateId);
      if (row === null) return templateNotFound;
      if (row.status !== 'approved') return refuse({ code: 'template-not-approved', detail: 'Only an approved template can be withdrawn; this one cleans nothing.' });
      await withdrawTemplate(tx, row.id, reason, caller.personId);
      await appendAudit(tx, studyRef(study), { type: 'template.withdrawn', centre: row.centre, case: null, payload: { ...templateFacts(row), reason } });
      const withdrawn = await findTemplate(tx, study.id, templateId);
      return withdrawn === null ? templateNotFound : ok(templateViewOf(withdrawn, caller));
    });
  }
}
