import { frozen, isCaseState } from '@echocohort/case-state';
import type { BodyOf, panelRoutes, QueryView } from '@echocohort/contracts-reading';
import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { slotOf } from '@echocohort/protocol';
import { appendAudit, Database, holdCase, openThread } from '@echocohort/persistence';
import type { StudyDefinition } from '@echocohort/study';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';
import { advanceCase } from '../cases/case-progress.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { queryViewOf } from '../cases/query.view.ts';

type Body = BodyOf<typeof panelRoutes.raiseQuery>;

function faultOf(body: Body, definition: StudyDefinition): Refusal | null {
  if (slotOf(definition.protocol, body.slot) === null) return { code: 'unknown-slot', field: 'slot', detail: 'The protocol has no such slot.' };
  const reason = definition.panelReasons.find(({ code }) => code === body.reasonCode);
  if (!reason) return { code: 'unknown-reason', field: 'reasonCode', detail: 'The study has no such reason for a query.' };
  if (reason.needsText && body.text.trim() === '') return { code: 'text-needed', field: 'text', detail: 'This reason needs words.' };
  return null;
}

/** Raises a query on a slot of a case; the case waits for its centre from then on. */
@Injectable()
export class RaiseQueryUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, caseId: string, body: Body): Promise<Result<QueryView>> {
    return this.database.as(caller.dbIdentity('query.raise'), async (tx): Promise<Result<QueryView>> => {
      const study = await this.study.required(tx);
      const row = await holdCase(tx, caseId);
      if (row === null) return caseNotFound;
      const refusal = (isCaseState(row.state) ? frozen(row.state) : null) ?? faultOf(body, study.definition);
      if (refusal) return refuse(refusal);
      const { slot, reasonCode } = body;
      const thread = await openThread(tx, { caseId, centre: row.centre, slot, item: null, reasonCode, body: body.text.trim() }, caller.personId);
      const advanced = await advanceCase(tx, study, row, 'query-raised', 'query.raised');
      if (!advanced.ok) throw new RefusalError(advanced.refusal);
      await appendAudit(tx, studyRef(study), { type: 'query.raised', centre: row.centre, case: row.code, payload: { query: thread.id, slot, item: null, reason: reasonCode } });
      return ok(queryViewOf(thread, study.definition));
    });
  }
}
