import { ok, refuse, type Result } from '@echocohort/kernel';
import { Database, type DbIdentity, findIdempotencyKey, keepAnswer, releaseIdempotencyKey, takeIdempotencyKey } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import { IdempotencyStore, type Claim, type IdempotentCall } from '../../http/idempotency.ts';

const STILL_WORKING_MS = 60_000;

/** Remembers creating requests in the database, so that a repeat after a restart finds them too. */
@Injectable()
export class DatabaseIdempotencyStore extends IdempotencyStore {
  constructor(private readonly database: Database) {
    super();
  }

  claim(call: IdempotentCall): Promise<Result<Claim>> {
    return this.database.as(asker(call), async (tx): Promise<Result<Claim>> => {
      if (await takeIdempotencyKey(tx, call)) return ok({ fresh: true });
      const known = await findIdempotencyKey(tx, call);
      if (known === null) return refuse({ code: 'in-progress', detail: 'The same request was under way a moment ago. Send it again.' });
      if (known.requestDigest !== call.requestDigest) return refuse({ code: 'idempotency-key-reused', detail: 'This Idempotency-Key was used for another request. Take a new one.', field: 'Idempotency-Key' });
      if (known.status === null) return unfinished(tx.at.getTime() - known.createdAt.getTime());
      if (known.response === null) return refuse({ code: 'already-done', detail: 'This was done already, and its answer is shown only once.' });
      return ok({ fresh: false, answer: known.response });
    });
  }

  async finish(call: IdempotentCall, status: number, answer: unknown): Promise<void> {
    await this.database.as(asker(call), (tx) => keepAnswer(tx, call, status, answer));
  }

  async release(call: IdempotentCall): Promise<void> {
    await this.database.as(asker(call), (tx) => releaseIdempotencyKey(tx, call));
  }
}

/** Row-level security knows a remembered request by its person; no permission is asked. */
const asker = ({ personId }: IdempotentCall): DbIdentity => ({ person: personId, roles: [], centres: [], pathology: false });

function unfinished(ageMs: number): Result<never> {
  if (ageMs < STILL_WORKING_MS) return refuse({ code: 'in-progress', detail: 'The same request is still under way. Ask again in a moment.' });
  return refuse({ code: 'outcome-unknown', detail: 'The first request with this key ended without an answer. Look whether it was done before sending it with a new key.' });
}
