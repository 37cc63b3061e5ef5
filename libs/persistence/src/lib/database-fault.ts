import { Prisma } from '../generated/prisma/client.ts';

/**
 * What the database said no to, for callers that turn it into a refusal. Everything else is unexpected and stays thrown.
 * - `unavailable`: no connection, or none free in time
 * - `conflict`: a unique rule: somebody else was first
 * - `locked`: the case is part of a locked snapshot
 * - `forbidden`: row-level security or a missing right
 * - `rule`: a CHECK or foreign key
 */
export type DatabaseFault = 'unavailable' | 'conflict' | 'locked' | 'forbidden' | 'rule';

const BY_SQLSTATE: Readonly<Record<string, DatabaseFault>> = {
  EC001: 'locked', EC002: 'conflict', EC003: 'forbidden', '42501': 'forbidden', '23505': 'conflict', '23503': 'rule', '23514': 'rule',
  '57P01': 'unavailable', '57P02': 'unavailable', '57P03': 'unavailable', '08006': 'unavailable', '08001': 'unavailable', '53300': 'unavailable',
};

/** Codes of Prisma: P1xxx no connection, P2024 pool timeout, P2028 transaction could not start, P2002 unique, P2034 write conflict. */
const BY_PRISMA_CODE: Readonly<Record<string, DatabaseFault>> = {
  P1000: 'unavailable', P1001: 'unavailable', P1002: 'unavailable', P1008: 'unavailable', P1017: 'unavailable', P2024: 'unavailable', P2028: 'unavailable',
  P2037: 'unavailable', P2002: 'conflict', P2034: 'conflict', P2003: 'rule', P2004: 'rule', P2014: 'rule',
};

const KIND: Readonly<Record<string, DatabaseFault>> = {
  DatabaseNotReachable: 'unavailable', ConnectionClosed: 'unavailable', SocketTimeout: 'unavailable', TooManyConnections: 'unavailable',
  TransactionWriteConflict: 'conflict', UniqueConstraintViolation: 'conflict', ForeignKeyConstraintViolation: 'rule',
};

interface NestedError {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly kind?: unknown;
  readonly cause?: unknown;
  readonly meta?: unknown;
  readonly driverAdapterError?: unknown;
}

/** Reads the SQLSTATE or the adapter's kind out of an error of the driver adapter, which Prisma nests in several ways. */
function fromCause(error: unknown, depth = 0): DatabaseFault | null {
  if (typeof error !== 'object' || error === null || depth > 4) return null;
  const { code, originalCode, kind, cause, meta, driverAdapterError }: NestedError = error;
  for (const state of [originalCode, code]) if (typeof state === 'string' && BY_SQLSTATE[state] !== undefined) return BY_SQLSTATE[state];
  if (typeof kind === 'string' && KIND[kind] !== undefined) return KIND[kind];
  return fromCause(cause, depth + 1) ?? fromCause(meta, depth + 1) ?? fromCause(driverAdapterError, depth + 1);
}

/** The kind of the fault, or null when the error is not one of the database's expected answers. */
export function databaseFault(error: unknown): DatabaseFault | null {
  const nested = fromCause(error);
  if (nested !== null) return nested;
  if (error instanceof Prisma.PrismaClientKnownRequestError) return BY_PRISMA_CODE[error.code] ?? null;
  if (error instanceof Prisma.PrismaClientInitializationError) return 'unavailable';
  return null;
}
