import type { routes, SnapshotTokenView } from '@echocohort/contracts';
import type { BodyOf, ResponseOf } from '@echocohort/contracts-reading';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, insertSnapshotToken, listSnapshotTokens, revokeSnapshotTokens, type SnapshotTokenRow, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { issueToken } from '../auth/session-token.ts';
import { agreeInPassing } from '../agreements/agreement-in-force.ts';
import { mayTake } from './check-release.ts';

const DAY_MS = 86_400_000;

const personOnly: Result<never> = refuse({ code: 'forbidden', detail: 'A token cannot make or list tokens; sign in yourself.' });
const noToken: Result<never> = refuse({ code: 'not-found', detail: 'There is no such token among yours.' });

const viewOf = (row: SnapshotTokenRow, caller: Caller, at: Date): SnapshotTokenView => ({
  id: row.id, name: row.name, person: row.person, document: row.document, createdAt: row.createdAt.toISOString(), lastUsedAt: row.lastUsedAt?.toISOString() ?? null, expiresAt: row.expiresAt.toISOString(),
  status: row.revokedAt !== null ? 'revoked' : row.expiresAt <= at ? 'expired' : 'active', mine: row.personId === caller.personId,
});

/** Read-only tokens of one snapshot. Only their digests are stored; a token never outlives the release that it rests on, and names the version of the agreement that it was made under. */
@Injectable()
export class SnapshotTokensUseCase {
  constructor(private readonly database: Database) {}

  list(caller: Caller, snapshotId: string): Promise<Result<ResponseOf<typeof routes.listSnapshotTokens>>> {
    if (caller.isToken) return Promise.resolve(personOnly);
    return this.database.system(async (tx): Promise<Result<ResponseOf<typeof routes.listSnapshotTokens>>> => {
      const seen = await this.seen(tx, caller, snapshotId);
      return seen.ok ? ok({ items: seen.value.map((row) => viewOf(row, caller, tx.at)) }) : seen;
    });
  }

  create(caller: Caller, snapshotId: string, body: BodyOf<typeof routes.createSnapshotToken>): Promise<Result<SnapshotTokenView & { token: string }>> {
    if (caller.isToken) return Promise.resolve(personOnly);
    return this.database.system(async (tx): Promise<Result<SnapshotTokenView & { token: string }>> => {
      const taking = await mayTake(tx, caller, snapshotId);
      if (!taking.ok) return taking;
      const agreed = await agreeInPassing(tx, caller, body.agreementDigest, 'token');
      if (!agreed.ok) return agreed;
      const wished = new Date(tx.at.getTime() + body.days * DAY_MS);
      const expiresAt = taking.value.until !== null && taking.value.until < wished ? taking.value.until : wished;
      const { token, tokenHash } = issueToken();
      const id = await insertSnapshotToken(tx, { tokenHash, snapshotId, name: body.name.trim(), agreementId: agreed.value.id, expiresAt }, caller.personId);
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'token.issued', centre: null, case: null, payload: { token: id, scopes: [], centre: null, snapshot: snapshotId, document: agreed.value.digest, expiresAt: expiresAt.toISOString() } }, caller.personId);
      const row = (await listSnapshotTokens(tx, snapshotId, caller.personId)).find((each) => each.id === id);
      if (row === undefined) throw new Error('the token cannot be read again');
      return ok({ ...viewOf(row, caller, tx.at), token });
    });
  }

  revoke(caller: Caller, snapshotId: string, tokenId: string): Promise<Result<SnapshotTokenView>> {
    if (caller.isToken) return Promise.resolve(personOnly);
    return this.database.system(async (tx): Promise<Result<SnapshotTokenView>> => {
      const seen = await this.seen(tx, caller, snapshotId);
      if (!seen.ok) return seen;
      if (!seen.value.some(({ id }) => id === tokenId)) return noToken;
      const [revoked] = await revokeSnapshotTokens(tx, snapshotId, { tokenId });
      if (revoked !== undefined) await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'token.revoked', centre: null, case: null, payload: { token: tokenId, snapshot: snapshotId } }, caller.personId);
      const row = (await listSnapshotTokens(tx, snapshotId, null)).find((each) => each.id === tokenId);
      return row === undefined ? noToken : ok(viewOf(row, caller, tx.at));
    });
  }

  /** Everybody's tokens for who locks; the own for others, also after a release ended, so that they can be revoked. */
  private async seen(tx: Tx, caller: Caller, snapshotId: string): Promise<Result<SnapshotTokenRow[]>> {
    const all = caller.permissions.has('cohort.lock');
    const rows = await listSnapshotTokens(tx, snapshotId, all ? null : caller.personId);
    if (all || rows.length > 0) {
      const taking = await mayTake(tx, caller, snapshotId);
      return taking.ok || rows.length > 0 || taking.refusal.code === 'release-withdrawn' ? ok(rows) : taking;
    }
    const taking = await mayTake(tx, caller, snapshotId);
    return taking.ok ? ok(rows) : taking;
  }
}
