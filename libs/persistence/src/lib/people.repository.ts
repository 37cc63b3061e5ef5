import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';

/** What the sign-in compares. */
export interface Credentials {
  readonly personId: string;
  readonly passwordHash: string | null;
  readonly failedAttempts: number;
  readonly lockedUntil: Date | null;
  readonly disabled: boolean;
}

/** The account of an address, held until the transaction ends so that guesses are counted one after the other. */
export async function holdCredentials(tx: Tx, email: string): Promise<Credentials | null> {
  const rows = await tx.prisma.$queryRaw<Credentials[]>`
    SELECT p.id AS "personId", c.password_hash AS "passwordHash", c.failed_attempts AS "failedAttempts", c.locked_until AS "lockedUntil",
           p.disabled_at IS NOT NULL AS disabled
    FROM person p JOIN credential c ON c.person_id = p.id WHERE p.email = ${email} FOR UPDATE OF c`;
  return rows[0] ?? null;
}

/** Notes an attempt before it is judged. */
export async function countAttempt(tx: Tx, personId: string, failedAttempts: number, lockedUntil: Date | null): Promise<void> {
  await tx.prisma.credential.update({ where: { personId }, data: { failedAttempts, lockedUntil }, select: { personId: true } });
}

/** Password digest of a person, for a signature with the password again; null when disabled or without one. */
export async function findPasswordHash(tx: Tx, personId: string): Promise<{ email: string; passwordHash: string } | null> {
  const row = await tx.prisma.credential.findFirst({ where: { personId, person: { disabledAt: null } }, select: { passwordHash: true, person: { select: { email: true } } } });
  return row === null || row.passwordHash === null ? null : { email: row.person.email, passwordHash: row.passwordHash };
}

/** An account as administrators see it. */
export interface PersonRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: 'zh' | 'en';
  readonly disabled: boolean;
  readonly grants: readonly { readonly role: string; readonly centre: string | null }[];
}

const select = {
  id: true, email: true, name: true, locale: true, disabledAt: true,
  grants: { where: { revokedAt: null }, select: { role: true, centreId: true }, orderBy: [{ role: 'asc' }, { centreId: 'asc' }] },
} satisfies Prisma.PersonSelect;

type Selected = { id: string; email: string; name: string; locale: string; disabledAt: Date | null; grants: { role: string; centreId: string | null }[] };

const asPerson = (row: Selected): PersonRow => ({
  id: row.id, email: row.email, name: row.name, locale: row.locale === 'zh' ? 'zh' : 'en', disabled: row.disabledAt !== null,
  grants: row.grants.map((grant) => ({ role: grant.role, centre: grant.centreId })),
});

export async function findPerson(tx: Tx, personId: string): Promise<PersonRow | null> {
  const row = await tx.prisma.person.findUnique({ where: { id: personId }, select });
  return row === null ? null : asPerson(row);
}

/** Puts a new digest in place of the one that was read; false when it is no longer that one. */
export async function setPasswordHash(tx: Tx, personId: string, present: string, next: string): Promise<boolean> {
  const { count } = await tx.prisma.credential.updateMany({ where: { personId, passwordHash: present, person: { disabledAt: null } }, data: { passwordHash: next } });
  return count === 1;
}

/** Everybody with an account, by name. */
export async function listPeople(tx: Tx): Promise<PersonRow[]> {
  const rows = await tx.prisma.person.findMany({ select, orderBy: [{ name: 'asc' }, { email: 'asc' }] });
  return rows.map(asPerson);
}

/** Display names of these people. */
export async function namesOf(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.prisma.person.findMany({ where: { id: { in: [...new Set(personIds)] } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly locale: 'zh' | 'en';
  readonly passwordHash: string;
}

/** Adds an account without grants; null when the address is taken. */
export async function insertPerson(tx: Tx, { passwordHash, ...person }: NewPerson): Promise<string | null> {
  const [made] = await tx.prisma.person.createManyAndReturn({ data: [{ ...person, createdAt: tx.at }], skipDuplicates: true, select: { id: true } });
  if (made === undefined) return null;
  // Written without reading back: who makes accounts reads no digest.
  await tx.prisma.credential.createMany({ data: [{ personId: made.id, passwordHash }] });
  return made.id;
}

export async function insertGrant(tx: Tx, studyId: string, personId: string, role: string, centre: string | null): Promise<void> {
  await tx.prisma.roleGrant.create({ data: { studyId, personId, role, centreId: centre, grantedAt: tx.at }, select: { id: true } });
}

export async function revokeGrant(tx: Tx, studyId: string, personId: string, role: string, centre: string | null): Promise<void> {
  await tx.prisma.roleGrant.updateMany({ where: { studyId, personId, role, centreId: centre, revokedAt: null }, data: { revokedAt: tx.at } });
}

export async function setDisabled(tx: Tx, personId: string, disabled: boolean): Promise<void> {
  await tx.prisma.person.update({ where: { id: personId }, data: { disabledAt: disabled ? tx.at : null }, select: { id: true } });
}

/** How many enabled people hold this role in the whole study; guards against an installation without administrator. */
export async function countHolders(tx: Tx, role: string): Promise<number> {
  return tx.prisma.person.count({ where: { disabledAt: null, grants: { some: { role, revokedAt: null } } } });
}

/** Whether a first-administrator link still holds. */
export async function setupLinkHolds(tx: Tx, tokenHash: string): Promise<boolean> {
  return (await tx.prisma.setupLink.count({ where: { tokenHash, usedAt: null, expiresAt: { gt: tx.at } } })) === 1;
}

/** Uses the link up; false when it does not hold any more. */
export async function useSetupLink(tx: Tx, tokenHash: string): Promise<boolean> {
  const { count } = await tx.prisma.setupLink.updateMany({ where: { tokenHash, usedAt: null, expiresAt: { gt: tx.at } }, data: { usedAt: tx.at } });
  return count === 1;
}

export async function insertSetupLink(tx: Tx, tokenHash: string, expiresAt: Date): Promise<void> {
  await tx.prisma.setupLink.create({ data: { tokenHash, expiresAt, createdAt: tx.at } });
}
