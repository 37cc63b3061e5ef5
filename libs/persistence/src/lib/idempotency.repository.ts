import { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

/** One remembered creating request. */
export interface RememberedRequest {
  readonly requestDigest: string | null;
  readonly status: number | null;
  readonly response: unknown;
  readonly createdAt: Date;
}

interface KeyOfRequest {
  readonly key: string;
  readonly personId: string;
  readonly route: string;
}

const idOf = ({ key, personId, route }: KeyOfRequest) => ({ key_personId_route: { key, personId, route } });

/** Takes the key; false when it is taken. */
export async function takeIdempotencyKey(tx: Tx, request: KeyOfRequest & { readonly requestDigest: string }): Promise<boolean> {
  const { key, personId, route, requestDigest } = request;
  const { count } = await tx.prisma.idempotencyKey.createMany({ data: [{ key, personId, route, requestDigest, createdAt: tx.at }], skipDuplicates: true });
  return count === 1;
}

export async function findIdempotencyKey(tx: Tx, request: KeyOfRequest): Promise<RememberedRequest | null> {
  const row = await tx.prisma.idempotencyKey.findUnique({ where: idOf(request) });
  return row === null ? null : { requestDigest: row.requestDigest, status: row.status, response: row.response, createdAt: row.createdAt };
}

/** Keeps the answer; `response` is JSON that the contract printed, or null where it must not be stored. */
export async function keepAnswer(tx: Tx, request: KeyOfRequest, status: number, response: unknown): Promise<void> {
  await tx.prisma.idempotencyKey.update({ where: idOf(request), data: { status, response: response === null ? Prisma.DbNull : jsonValue(response) } });
}

export async function releaseIdempotencyKey(tx: Tx, request: KeyOfRequest): Promise<void> {
  await tx.prisma.idempotencyKey.deleteMany({ where: { key: request.key, personId: request.personId, route: request.route, status: null } });
}
