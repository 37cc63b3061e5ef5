import type { Tx } from './database.ts';

/**
 * Agrees on one stored object until the transaction ends. `use`: an image row is about to refer to it (many may at
 * once). `remove`: it is about to be swept away. The two never happen together, so no row refers to a removed object.
 */
export async function holdObject(tx: Tx, sha256: string, purpose: 'use' | 'remove'): Promise<void> {
  const name = `object:${sha256}`;
  if (purpose === 'use') await tx.prisma.$queryRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${name}, 0))::text AS held`;
  else await tx.prisma.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))::text AS held`;
}
