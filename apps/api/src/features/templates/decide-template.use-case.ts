import type { routes, TemplateView } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, approvedOfLayout, Database, decideTemplate, findTemplate, holdTemplate, supersedeTemplate, type TemplateRow, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { CheckPasswordAgain } from '../auth/check-password-again.ts';
import { maskTemplateOf, templateDigest, templateFacts, templateNotFound, templateViewOf } from './template.view.ts';

type Body = BodyOf<typeof routes.decideTemplate>;

/** The second person signs a draft, or rejects it with a reason. Signing replaces the template that the layout had before. */
@Injectable()
export class DecideTemplateUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly password: CheckPasswordAgain,
  ) {}

  async run(caller: Caller, templateId: string, body: Body): Promise<Result<TemplateView>> {
    if (body.decision === 'reject' && body.reason.length < 3) return refuse({ code: 'reason-missing', field: 'reason', detail: 'Say why the template is rejected; whoever drew it has to mend it.' });
    const right = await this.password.run(caller, body.password);
    if (!right.ok) return right;
    return this.database.as(caller.dbIdentity('panel.review'), async (tx): Promise<Result<TemplateView>> => {
      const study = await this.study.required(tx);
      const row = await holdTemplate(tx, study.id, templateId);
      if (row === null) return templateNotFound;
      const open = this.openTo(caller, row, body.digest);
      if (!open.ok) return open;
      await (body.decision === 'approve' ? this.approve(tx, study, row, caller.personId) : this.reject(tx, study, row, body.reason, caller.personId));
      const decided = await findTemplate(tx, study.id, templateId);
      return decided === null ? templateNotFound : ok(templateViewOf(decided, caller));
    });
  }

  private openTo(caller: Caller, row: TemplateRow, digest: string): Result<true> {
    if (row.status !== 'draft') return refuse({ code: 'template-not-draft', detail: 'This template was decided on already.' });
    if (row.drawnById === caller.personId) return refuse({ code: 'template-same-person', detail: 'Whoever drew the template cannot sign it; a second person must look at it.' });
    if (row.digest !== digest || templateDigest(maskTemplateOf(row)) !== digest) return refuse({ code: 'content-changed', field: 'digest', detail: 'The template is not the one that was shown to you. Look at it again, then sign.' });
    return ok(true);
  }

  private async approve(tx: Tx, study: CurrentStudy, row: TemplateRow, personId: string): Promise<void> {
    const before = await approvedOfLayout(tx, study.id, row);
    if (before !== null) await supersedeTemplate(tx, before.id);
    await decideTemplate(tx, row.id, { status: 'approved', reason: null }, personId);
    await appendAudit(tx, studyRef(study), { type: 'template.signed', centre: row.centre, case: null, payload: { ...templateFacts(row), supersedes: before?.version ?? null } });
  }

  private async reject(tx: Tx, study: CurrentStudy, row: TemplateRow, reason: string, personId: string): Promise<void> {
    await decideTemplate(tx, row.id, { status: 'rejected', reason }, personId);
    await appendAudit(tx, studyRef(study), { type: 'template.rejected', centre: row.centre, case: null, payload: { ...templateFacts(row), reason } });
  }
}
