import type { Tx } from './database.ts';

/** How often an address has tried in its window, this time included, and when the window ends. */
export interface AddressAttempts {
  readonly attempts: number;
  readonly windowEnds: Date;
}

/**
 * Counts one more attempt of an address in one statement, so that attempts at many processes at once are all counted. The
 * window starts with its first attempt; a new one begins when it is over.
 */
export async function countAddressAttempt(tx: Tx, address: string, windowMs: number): Promise<AddressAttempts> {
  const ends = new Date(tx.at.getTime() + windowMs);
  const [row] = await tx.prisma.$queryRaw<AddressAttempts[]>`
    INSERT INTO sign_in_address AS known (address, attempts, window_ends) VALUES (${address}, 1, ${ends})
    ON CONFLICT (address) DO UPDATE SET attempts = CASE WHEN known.window_ends <= ${tx.at} THEN 1 ELSE known.attempts + 1 END,
      window_ends = CASE WHEN known.window_ends <= ${tx.at} THEN excluded.window_ends ELSE known.window_ends END
    RETURNING attempts, window_ends AS "windowEnds"`;
  if (row === undefined) throw new Error('an attempt was not counted');
  return row;
}

/** Takes back the attempt of a sign-in that proved right; also removes what is over, of whatever address. */
export async function forgiveAddressAttempt(tx: Tx, address: string): Promise<void> {
  await tx.prisma.signInAddress.updateMany({ where: { address, attempts: { gt: 0 } }, data: { attempts: { decrement: 1 } } });
  await tx.prisma.$executeRaw`DELETE FROM sign_in_address WHERE address IN (SELECT address FROM sign_in_address WHERE window_ends <= ${tx.at} FOR UPDATE SKIP LOCKED)`;
}
