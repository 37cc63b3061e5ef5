import { permissionsOf } from '@echocohort/access';
import { refuse, ok, type Result } from '@echocohort/kernel';
import { appendAudit, Database, insertSession, listTokensOf, revokeSession, type TokenRow } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { issueToken } from '../auth/session-token.ts';

/** A machine token as its maker sees it. */
export interface TokenView {
  readonly id: string;
  readonly centre: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revoked: boolean;
}

const viewOf = (row: TokenRow): TokenView => ({ id: row.id, centre: row.centre, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString(), revoked: row.revoked });

/** Tokens for machines: the rights of their maker in one centre, for a limited time, never the right to make tokens. */
@Injectable()
export class TokensUseCase {
  constructor(private readonly database: Database) {}

  async create(caller: Caller, input: { readonly centre: string; readonly days: number }): Promise<Result<TokenView & { token: string }>> {
    const { centre } = input;
    if (!caller.mayAt('token.create', centre)) return refuse({ code: 'not-found', detail: 'There is no such centre among yours.', field: 'centre' });
    const scopes = [...permissionsOf(caller.grants.filter((grant) => grant.centre === null || grant.centre === centre))].filter((permission) => permission !== 'token.create').sort();
    const { token, tokenHash } = issueToken();
    return this.database.as(caller.dbIdentity('token.create'), async (tx) => {
      const expiresAt = new Date(tx.at.getTime() + input.days * 86_400_000);
      const id = await insertSession(tx, { tokenHash, personId: caller.personId, kind: 'token', scopes, centre, expiresAt });
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'token.issued', centre, case: null, payload: { token: id, scopes, centre, expiresAt: expiresAt.toISOString() } });
      return ok({ ...viewOf({ id, centre, createdAt: tx.at, expiresAt, revoked: false }), token });
    });
  }

  async list(caller: Caller): Promise<Result<{ items: TokenView[] }>> {
    const rows = await this.database.as(caller.dbIdentity('token.create'), (tx) => listTokensOf(tx, caller.personId));
    return ok({ items: rows.map(viewOf) });
  }

  async revoke(caller: Caller, tokenId: string): Promise<Result<TokenView>> {
    return this.database.as(caller.dbIdentity('token.create'), async (tx): Promise<Result<TokenView>> => {
      const row = (await listTokensOf(tx, caller.personId)).find((token) => token.id === tokenId);
      if (row === undefined) return refuse({ code: 'not-found', detail: 'You have no such token.' });
      if (await revokeSession(tx, tokenId)) {
        await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'token.revoked', centre: row.centre, case: null, payload: { token: tokenId } });
      }
      return ok(viewOf({ ...row, revoked: true }));
    });
  }
}
