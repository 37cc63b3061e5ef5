import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { lockedUntil, secondsLeft } from './lockout.ts';

const REMEMBERED = 10_000;

/**
 * Wrong attempts at addresses that have no account, kept in memory by digest: they lock like real accounts, so that
 * the answers do not tell which addresses exist.
 */
@Injectable()
export class UnknownAccounts {
  private readonly attempts = new Map<string, { count: number; until: Date | null }>();

  secondsLeft(email: string, now: Date): number {
    return secondsLeft(this.attempts.get(keyOf(email))?.until ?? null, now);
  }

  count(email: string, now: Date): void {
    const key = keyOf(email);
    const count = (this.attempts.get(key)?.count ?? 0) + 1;
    this.attempts.delete(key);
    this.attempts.set(key, { count, until: lockedUntil(count, now) });
    const oldest = this.attempts.keys().next();
    if (this.attempts.size > REMEMBERED && !oldest.done) this.attempts.delete(oldest.value);
  }
}

const keyOf = (email: string): string => createHash('sha256').update(email).digest('base64');
