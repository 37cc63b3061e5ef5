import type { Tx } from './database.ts';

/** A live session or machine token with its person's live grants. */
export interface LiveSession {
  readonly sessionId: string;
  readonly kind: 'session' | 'token';
  readonly scopes: readonly string[];
  /** Centre that a machine token is bound to. */
  readonly tokenCentre: string | null;
  /** Snapshot that a token for programs is bound to. */
  readonly tokenSnapshot: string | null;
  readonly personId: string;
  readonly name: string;
  readonly grants: readonly { readonly role: string; readonly centre: string | null }[];
  readonly studyId: string;
  readonly studyCode: string;
}

/** The session of this digest, when it is neither expired nor revoked and its person not disabled. One indexed query, asked on each request. */
export async function findLiveSession(tx: Tx, tokenHash: string): Promise<LiveSession | null> {
  const rows = await tx.prisma.$queryRaw<LiveSession[]>`
    SELECT s.id AS "sessionId", s.kind, s.scopes, s.centre_id AS "tokenCentre", s.snapshot_id AS "tokenSnapshot", p.id AS "personId", p.name,
           st.id AS "studyId", st.code AS "studyCode",
           coalesce((SELECT json_agg(json_build_object('role', g.role, 'centre', g.centre_id) ORDER BY g.role, g.centre_id)
                     FROM role_grant g WHERE g.person_id = p.id AND g.study_id = st.id AND g.revoked_at IS NULL), '[]') AS grants
    FROM session s
    JOIN person p ON p.id = s.person_id AND p.disabled_at IS NULL
    JOIN LATERAL (SELECT id, code FROM study ORDER BY created_at LIMIT 1) st ON true
    WHERE s.token_hash = ${tokenHash} AND s.revoked_at IS NULL AND s.expires_at > ${tx.at}`;
  return rows[0] ?? null;
}

export interface NewSession {
  readonly tokenHash: string;
  readonly personId: string;
  readonly kind: 'session' | 'token';
  readonly scopes: readonly string[];
  readonly centre: string | null;
  readonly expiresAt: Date;
}

/** Opens a session and gives its id. */
export async function insertSession(tx: Tx, session: NewSession): Promise<string> {
  const row = await tx.prisma.session.create({
    data: { tokenHash: session.tokenHash, personId: session.personId, kind: session.kind, scopes: [...session.scopes], centreId: session.centre, createdAt: tx.at, expiresAt: session.expiresAt },
    select: { id: true },
  });
  return row.id;
}

/** Revokes one session; false when it was over already. */
export async function revokeSession(tx: Tx, sessionId: string): Promise<boolean> {
  const { count } = await tx.prisma.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: tx.at } });
  return count === 1;
}

/** Revokes everything that a person has open, tokens included, and gives the ids. */
export async function revokeSessionsOf(tx: Tx, personId: string): Promise<{ id: string; kind: string }[]> {
  const open = await tx.prisma.session.findMany({ where: { personId, revokedAt: null, expiresAt: { gt: tx.at } }, select: { id: true, kind: true } });
  await tx.prisma.session.updateMany({ where: { id: { in: open.map((session) => session.id) } }, data: { revokedAt: tx.at } });
  return open;
}

/** Ends what a person has open in browsers beside one session; tokens of machines stay. Gives how many ended. */
export async function endOtherSessions(tx: Tx, personId: string, kept: string): Promise<number> {
  const { count } = await tx.prisma.session.updateMany({ where: { personId, kind: 'session', id: { not: kept }, revokedAt: null, expiresAt: { gt: tx.at } }, data: { revokedAt: tx.at } });
  return count;
}

/** A machine token as its maker sees it; the secret is not kept. */
export interface TokenRow {
  readonly id: string;
  readonly centre: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revoked: boolean;
}

/** The tokens that a person made, newest first. */
export async function listTokensOf(tx: Tx, personId: string): Promise<TokenRow[]> {
  const rows = await tx.prisma.session.findMany({ where: { personId, kind: 'token', snapshotId: null }, orderBy: { createdAt: 'desc' } });
  return rows.map((row) => ({ id: row.id, centre: row.centreId, createdAt: row.createdAt, expiresAt: row.expiresAt, revoked: row.revokedAt !== null }));
}
