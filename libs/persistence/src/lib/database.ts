import { PrismaPg } from '@prisma/adapter-pg';
import type { Clock } from '@echocohort/kernel';
import { PrismaClient, type Prisma } from '../generated/prisma/client.ts';
import { centresSetting, SYSTEM_IDENTITY, type DbIdentity } from './identity.ts';

/** One transaction under one identity. Repository functions take it first; nothing outside persistence uses `prisma`. */
export interface Tx {
  readonly prisma: Prisma.TransactionClient;
  readonly identity: DbIdentity;
  /** The moment that all rows of this transaction carry. */
  readonly at: Date;
}

export interface DatabaseOptions {
  readonly clock?: Clock;
  readonly poolSize?: number;
  /** Told of connections that broke while idle (the server stopped); the next transaction opens a new one. */
  readonly onIdleError?: (error: Error) => void;
}

export interface TransactionOptions {
  /** Longest time that the work may take; 30 s unless a large lock or import needs more. */
  readonly timeoutMs?: number;
}

const systemClock: Clock = { now: () => new Date() };

/**
 * The only way to the record: every piece of work names who does it, and row-level security reads that name. Without
 * an identity nothing is visible.
 */
export class Database {
  readonly #prisma: PrismaClient;
  readonly #clock: Clock;

  constructor(url: string, options: DatabaseOptions = {}) {
    const adapter = new PrismaPg(
      { connectionString: url, max: options.poolSize ?? 10, connectionTimeoutMillis: 10_000, application_name: 'echocohort' },
      { onPoolError: (error) => options.onIdleError?.(error) },
    );
    this.#prisma = new PrismaClient({ adapter });
    this.#clock = options.clock ?? systemClock;
  }

  /** Runs the work in one transaction as this identity; a thrown error undoes everything. */
  as<T>(identity: DbIdentity, work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.#prisma.$transaction(
      async (prisma) => {
        await setIdentity(prisma, identity);
        return work({ prisma, identity, at: this.#clock.now() });
      },
      { maxWait: 10_000, timeout: options.timeoutMs ?? 30_000 },
    );
  }

  /** Work that the service does in its own name: sign-in, workers, the definition of the study. */
  system<T>(work: (tx: Tx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.as(SYSTEM_IDENTITY, work, options);
  }

  /** Answers whether the database answers; throws what the driver throws when it does not. */
  async ping(): Promise<void> {
    await this.#prisma.$queryRaw`SELECT 1`;
  }

  close(): Promise<void> {
    return this.#prisma.$disconnect();
  }
}

/** Transaction-local settings: they end with the transaction, so a pooled connection carries nothing over. */
async function setIdentity(prisma: Prisma.TransactionClient, identity: DbIdentity): Promise<void> {
  await prisma.$queryRaw`
    SELECT set_config('app.person', ${identity.person ?? ''}, true), set_config('app.roles', ${identity.roles.join(',')}, true),
           set_config('app.centres', ${centresSetting(identity)}, true), set_config('app.pathology', ${identity.pathology ? 'yes' : 'no'}, true)`;
}
