import { ok, type Result } from '@echocohort/kernel';
import { appendAudit, Database, revokeSession } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';

/** Ends the session that made the call. */
@Injectable()
export class SignOutUseCase {
  constructor(private readonly database: Database) {}

  async run(caller: Caller): Promise<Result<{ revoked: true }>> {
    await this.database.system(async (tx) => {
      const revoked = await revokeSession(tx, caller.sessionId);
      if (revoked) await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'person.signed-out', centre: null, case: null, payload: { session: caller.sessionId, reason: 'asked' } }, caller.personId);
    });
    return ok({ revoked: true });
  }
}
