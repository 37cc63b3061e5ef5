import type { Refusal } from '@echocohort/kernel';
import { Database, findEndedSnapshotToken, findLiveSession } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import { CallerSource } from '../../http/access.guard.ts';
import { Caller } from '../../http/caller.ts';
import { endedTokenRefusal } from './ended-token.ts';
import { hashToken } from './session-token.ts';

/** Reads the session of each request from the database, so that a revoked one ends with the next request. */
@Injectable()
export class SessionCallers extends CallerSource {
  constructor(private readonly database: Database) {
    super();
  }

  async callerOf(token: string): Promise<Caller | null> {
    const session = await this.database.system((tx) => findLiveSession(tx, hashToken(token)));
    if (session === null) return null;
    const { tokenCentre, tokenSnapshot } = session;
    const grants = session.kind === 'session' || tokenSnapshot !== null ? session.grants : session.grants.filter(({ centre }) => centre === null || centre === tokenCentre).map(({ role }) => ({ role, centre: tokenCentre }));
    return new Caller({ ...session, grants, scopes: session.kind === 'session' ? null : session.scopes });
  }

  endOf(token: string): Promise<Refusal | null> {
    return this.database.system(async (tx) => {
      const ended = await findEndedSnapshotToken(tx, hashToken(token));
      return ended === null ? null : endedTokenRefusal(ended, tx.at);
    });
  }
}
