/** Wrong passwords in a row before the account locks for the first time. */
export const FREE_ATTEMPTS = 5;
const FIRST_LOCK_SECONDS = 30;
const LONGEST_LOCK_SECONDS = 3600;

/** Seconds that an account stays locked after so many wrong passwords in a row: 0, then 30 s doubling up to an hour. */
export function lockSeconds(failedAttempts: number): number {
  if (failedAttempts < FREE_ATTEMPTS) return 0;
  return Math.min(FIRST_LOCK_SECONDS * 2 ** Math.min(failedAttempts - FREE_ATTEMPTS, 20), LONGEST_LOCK_SECONDS);
}

/** Until when that lock holds, or null for none. */
export function lockedUntil(failedAttempts: number, now: Date): Date | null {
  const seconds = lockSeconds(failedAttempts);
  return seconds === 0 ? null : new Date(now.getTime() + seconds * 1000);
}

/** Whole seconds left of a lock; 0 when it is over. */
export const secondsLeft = (until: Date | null, now: Date): number => (until === null ? 0 : Math.max(0, Math.ceil((until.getTime() - now.getTime()) / 1000)));
