import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

/** Something that happened to what a person asked for; facts are JSON of the API. */
export interface NoticeRow {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly facts: unknown;
  readonly readAt: Date | null;
}

/** A notice that is still to be mailed. */
export interface DueMail extends NoticeRow {
  readonly email: string;
  readonly locale: 'zh' | 'en';
  readonly tries: number;
}

export async function insertNotice(tx: Tx, notice: { readonly personId: string; readonly kind: string; readonly facts: unknown; readonly mail: 'none' | 'due' }): Promise<void> {
  await tx.prisma.notice.create({ data: { ...notice, facts: jsonValue(notice.facts), at: tx.at }, select: { id: true } });
}

const fields = { id: true, at: true, kind: true, facts: true, readAt: true } as const;

/** The newest notices of a person, and how many are unread in all. */
export async function noticesOf(tx: Tx, personId: string, limit: number): Promise<{ readonly unread: number; readonly items: NoticeRow[] }> {
  const unread = await tx.prisma.notice.count({ where: { personId, readAt: null } });
  return { unread, items: await tx.prisma.notice.findMany({ where: { personId }, select: fields, orderBy: [{ at: 'desc' }, { id: 'asc' }], take: limit }) };
}

/** Marks one notice (or all) of a person as read; answers how many there are of that name, read before or not. */
export async function markNoticesRead(tx: Tx, personId: string, id?: string): Promise<number> {
  const own = { personId, ...(id === undefined ? {} : { id }) };
  await tx.prisma.notice.updateMany({ where: { ...own, readAt: null }, data: { readAt: tx.at } });
  return tx.prisma.notice.count({ where: own });
}

/** Notices whose mail is due, oldest first; disabled accounts get none. */
export async function dueMails(tx: Tx, limit: number): Promise<DueMail[]> {
  const rows = await tx.prisma.notice.findMany({ where: { mail: 'due', person: { disabledAt: null } }, select: { ...fields, mailTries: true, person: { select: { email: true, locale: true } } }, orderBy: { at: 'asc' }, take: limit });
  return rows.map(({ person, mailTries, ...row }) => ({ ...row, email: person.email, locale: person.locale === 'zh' ? 'zh' : 'en', tries: mailTries }));
}

export async function setMail(tx: Tx, id: string, mail: { readonly mail: 'due' | 'sent' | 'given-up'; readonly tries: number }): Promise<void> {
  await tx.prisma.notice.update({ where: { id }, data: { mail: mail.mail, mailTries: mail.tries }, select: { id: true } });
}
