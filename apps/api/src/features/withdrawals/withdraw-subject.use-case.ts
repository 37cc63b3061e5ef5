import type { AuditEvent } from '@echocohort/audit';
import type { WithdrawalView } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAuditAll, Database, holdSubject, lesionsOfSubject, listWithdrawals, markWithdrawn, registeredModels, type Tx, type WithdrawalRow } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';

const noSubject: Result<never> = refuse({ code: 'not-found', detail: 'There is no such subject.' });
const already: Result<never> = refuse({ code: 'subject-withdrawn', detail: 'This subject has withdrawn already.' });

/** Patients who withdraw. What is locked stays as it was signed; whoever holds it is named, so that it can be succeeded. */
@Injectable()
export class WithdrawSubjectUseCase {
  constructor(private readonly database: Database) {}

  withdraw(caller: Caller, subjectId: string, reason: string): Promise<Result<WithdrawalView>> {
    return this.database.as(caller.dbIdentity('case.open'), async (tx): Promise<Result<WithdrawalView>> => {
      const subject = await holdSubject(tx, subjectId);
      if (subject === null) return noSubject;
      if (subject.withdrawn) return already;
      const lesions = await lesionsOfSubject(tx, subjectId);
      await markWithdrawn(tx, subjectId);
      const [row] = await listWithdrawals(tx, caller.studyId, subjectId);
      if (row === undefined) throw new Error('the withdrawal cannot be read again');
      const events: AuditEvent[] = [
        { type: 'subject.withdrawn', centre: subject.centre, case: null, payload: { subject: subject.code, reason, lesions: lesions.map(({ code }) => code), snapshots: row.snapshots.map(({ root }) => root) } },
        ...lesions.filter(({ state }) => state !== 'withdrawn').map(({ code, state }): AuditEvent => ({ type: 'case.state-changed', centre: subject.centre, case: code, payload: { from: state, to: 'withdrawn', cause: 'subject.withdrawn' } })),
      ];
      await appendAuditAll(tx, { id: caller.studyId, code: caller.studyCode }, events);
      return ok(await viewOf(tx, row));
    });
  }

  list(caller: Caller): Promise<Result<{ items: WithdrawalView[] }>> {
    return this.database.as(caller.dbIdentity('snapshot.read'), async (tx) => {
      const items: WithdrawalView[] = [];
      for (const row of await listWithdrawals(tx, caller.studyId, null)) items.push(await viewOf(tx, row));
      return ok({ items });
    });
  }
}

async function viewOf(tx: Tx, row: WithdrawalRow): Promise<WithdrawalView> {
  const models = await registeredModels(tx, row.snapshots.map(({ id }) => id));
  return {
    subjectId: row.subjectId, subject: row.subject, centre: row.centre, withdrawnAt: row.withdrawnAt.toISOString(), lesions: row.lesions.map(({ code }) => code),
    snapshots: row.snapshots.map((snapshot) => ({ ...snapshot, lockedAt: snapshot.lockedAt.toISOString() })),
    models: models.map(({ runId, snapshotId, digest }) => ({ runId, snapshotId, digest })),
  };
}
