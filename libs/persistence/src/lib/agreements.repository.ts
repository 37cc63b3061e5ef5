import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';

/** What an agreement says, in both languages. */
export interface AgreementText {
  readonly title: { readonly zh: string; readonly en: string };
  readonly text: { readonly zh: string; readonly en: string };
}

/** One version of a study's agreement. */
export interface AgreementRow extends AgreementText {
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  readonly publishedAt: Date;
  readonly publishedBy: string | null;
}

/** A version as lists name it that only refer to it. */
export type AgreementName = Pick<AgreementRow, 'id' | 'version' | 'title' | 'digest'>;

const include = { publishedBy: { select: { name: true } } } satisfies Prisma.AgreementInclude;

/** What another table selects of the agreement that it refers to. */
export const agreementNamed = { select: { id: true, version: true, titleZh: true, titleEn: true, digest: true } } as const;

/** The same as a name; null when nothing is referred to. */
export const agreementNameOf = (row: { readonly id: string; readonly version: number; readonly titleZh: string; readonly titleEn: string; readonly digest: string } | null): AgreementName | null =>
  row === null ? null : { id: row.id, version: row.version, title: { zh: row.titleZh, en: row.titleEn }, digest: row.digest };

const asAgreement = (row: Prisma.AgreementGetPayload<{ include: typeof include }>): AgreementRow => ({
  id: row.id, version: row.version, title: { zh: row.titleZh, en: row.titleEn }, text: { zh: row.textZh, en: row.textEn }, digest: row.digest, publishedAt: row.publishedAt, publishedBy: row.publishedBy?.name ?? null,
});

/** Every version, the one in force first. */
export async function listAgreements(tx: Tx, studyId: string): Promise<AgreementRow[]> {
  return (await tx.prisma.agreement.findMany({ where: { studyId }, include, orderBy: { version: 'desc' } })).map(asAgreement);
}

/** The version in force: the newest. Null before the first was published. */
export async function agreementInForce(tx: Tx, studyId: string): Promise<AgreementRow | null> {
  const row = await tx.prisma.agreement.findFirst({ where: { studyId }, include, orderBy: { version: 'desc' } });
  return row === null ? null : asAgreement(row);
}

/** Adds a version; it is in force from then on. Null when somebody else published the same number a moment before. */
export async function insertAgreement(tx: Tx, studyId: string, version: number, { title, text, digest }: AgreementText & { readonly digest: string }, publishedById: string | null): Promise<AgreementRow | null> {
  const data = { studyId, version, titleZh: title.zh, titleEn: title.en, textZh: text.zh, textEn: text.en, digest, publishedAt: tx.at, publishedById };
  const [made] = await tx.prisma.agreement.createManyAndReturn({ data: [data], skipDuplicates: true, include });
  return made === undefined ? null : asAgreement(made);
}

/** Keeps that a person agreed to a version; false when they had before. */
export async function acceptAgreement(tx: Tx, agreementId: string, personId: string): Promise<boolean> {
  const { count } = await tx.prisma.agreementAcceptance.createMany({ data: [{ agreementId, personId, acceptedAt: tx.at }], skipDuplicates: true });
  return count === 1;
}

/** When a person agreed, by version. */
export async function acceptancesOf(tx: Tx, personId: string): Promise<Map<string, Date>> {
  return new Map((await tx.prisma.agreementAcceptance.findMany({ where: { personId }, select: { agreementId: true, acceptedAt: true } })).map(({ agreementId, acceptedAt }) => [agreementId, acceptedAt]));
}

/** The version that a token for programs was made under; null for tokens of before there were versions. */
export async function agreementOfToken(tx: Tx, tokenId: string): Promise<AgreementName | null> {
  const row = await tx.prisma.session.findUnique({ where: { id: tokenId }, select: { document: agreementNamed } });
  return agreementNameOf(row?.document ?? null);
}
