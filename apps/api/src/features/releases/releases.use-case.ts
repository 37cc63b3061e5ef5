import type { ReleaseView, routes, SnapshotReleases } from '@echocohort/contracts';
import type { BodyOf, ResponseOf } from '@echocohort/contracts-reading';
import { ok, refuse, type Result } from '@echocohort/kernel';
import {
  agreementInForce, appendAudit, Database, findSnapshot, insertRelease, listReleases, peopleToName, releasesTo, revokeSnapshotTokens, setTakenBack, takenBack, withdrawReleases,
  type ReleaseRow, type Tx,
} from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { noAgreement } from '../agreements/agreement-in-force.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';

const DAY_MS = 86_400_000;

const noPerson: Result<never> = refuse({ code: 'not-found', detail: 'There is no such person, or the account is disabled.', field: 'personId' });
const live: Result<never> = refuse({ code: 'release-live', detail: 'This person has a release of the snapshot already. Withdraw it first, or let it end.', field: 'personId' });
const noRelease: Result<never> = refuse({ code: 'not-found', detail: 'There is no such release, or it was withdrawn before.', field: 'releaseId' });

export const releaseViewOf = (row: ReleaseRow, at: Date): ReleaseView => ({
  id: row.id, snapshotId: row.snapshotId, personId: row.personId, person: row.person, agreement: row.agreement, document: row.document, releasedAt: row.releasedAt.toISOString(), releasedBy: row.releasedBy,
  expiresAt: row.expiresAt.toISOString(), withdrawnAt: row.withdrawnAt?.toISOString() ?? null, withdrawReason: row.withdrawReason,
  status: row.withdrawnAt !== null && row.withdrawReason !== 'expired' ? 'withdrawn' : row.expiresAt <= at ? 'expired' : 'active',
});

/** To whom snapshots are released; given and taken back by who locks. */
@Injectable()
export class ReleasesUseCase {
  constructor(private readonly database: Database) {}

  list(caller: Caller, snapshotId: string): Promise<Result<SnapshotReleases>> {
    return this.database.as(caller.dbIdentity('snapshot.read'), (tx) => this.view(tx, caller, snapshotId));
  }

  candidates(caller: Caller, snapshotId: string): Promise<Result<ResponseOf<typeof routes.releaseCandidates>>> {
    return this.database.as(caller.dbIdentity('cohort.lock'), async (tx): Promise<Result<ResponseOf<typeof routes.releaseCandidates>>> => {
      if ((await findSnapshot(tx, caller.studyId, snapshotId)) === null) return snapshotNotFound;
      return ok({ items: (await peopleToName(tx)).map((person) => ({ ...person })) });
    });
  }

  received(caller: Caller): Promise<Result<ResponseOf<typeof routes.receivedReleases>>> {
    return this.database.system(async (tx) => ok({ items: (await releasesTo(tx, caller.personId)).map((row) => ({ ...row, expiresAt: row.expiresAt.toISOString() })) }));
  }

  /** A new release also lifts an earlier taking back. */
  create(caller: Caller, snapshotId: string, body: BodyOf<typeof routes.createRelease>): Promise<Result<ReleaseView>> {
    return this.database.as(caller.dbIdentity('cohort.lock'), async (tx): Promise<Result<ReleaseView>> => {
      const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
      if (snapshot === null) return snapshotNotFound;
      if (!(await peopleToName(tx)).some(({ personId }) => personId === body.personId)) return noPerson;
      const expiresAt = new Date(tx.at.getTime() + body.days * DAY_MS);
      const inForce = await agreementInForce(tx, caller.studyId);
      const agreement = body.agreement?.trim() ?? (inForce === null ? null : `${inForce.title.en}, version ${inForce.version}`);
      if (agreement === null) return noAgreement;
      const row = await insertRelease(tx, { snapshotId, personId: body.personId, agreement, agreementId: inForce?.id ?? null, expiresAt }, caller.personId);
      if (row === null) return live;
      if ((await takenBack(tx, snapshotId)) !== null) await setTakenBack(tx, snapshotId, null);
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, {
        type: 'snapshot.released', centre: null, case: null, payload: { snapshot: snapshotId, root: snapshot.root, release: row.id, person: row.personId, agreement: row.agreement, ...(row.document !== null && { document: row.document.digest }), expiresAt: expiresAt.toISOString() },
      });
      return ok(releaseViewOf(row, tx.at));
    });
  }

  /** One act: releases end, tokens end, and (for the whole snapshot) nothing is given out until somebody is released anew. */
  withdraw(caller: Caller, snapshotId: string, body: BodyOf<typeof routes.withdrawReleases>): Promise<Result<SnapshotReleases>> {
    return this.database.as(caller.dbIdentity('cohort.lock'), async (tx): Promise<Result<SnapshotReleases>> => {
      const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
      if (snapshot === null) return snapshotNotFound;
      const whole = body.releaseId === null;
      const ended = await withdrawReleases(tx, snapshotId, body.releaseId, body.reason, caller.personId);
      if (!whole && ended.length === 0) return noRelease;
      const tokens = await revokeSnapshotTokens(tx, snapshotId, whole ? 'everybody' : { personIds: ended.map(({ personId }) => personId) });
      if (whole) await setTakenBack(tx, snapshotId, body.reason);
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, {
        type: 'snapshot.release-withdrawn', centre: null, case: null, payload: { snapshot: snapshotId, root: snapshot.root, releases: ended.map(({ id }) => id), tokens, whole, reason: body.reason },
      });
      return this.view(tx, caller, snapshotId);
    });
  }

  private async view(tx: Tx, caller: Caller, snapshotId: string): Promise<Result<SnapshotReleases>> {
    if ((await findSnapshot(tx, caller.studyId, snapshotId)) === null) return snapshotNotFound;
    const back = await takenBack(tx, snapshotId);
    return ok({ items: (await listReleases(tx, snapshotId)).map((row) => releaseViewOf(row, tx.at)), withdrawnAt: back?.at.toISOString() ?? null, withdrawReason: back?.reason ?? null });
  }
}
