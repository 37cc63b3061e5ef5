import { ok, refuse, type Clock, type Result } from '@echocohort/kernel';
import { countAttempt, Database, findPasswordHash, holdCredentials } from '@echocohort/persistence';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { CLOCK } from '../../platform/tokens.ts';
import { lockedUntil, secondsLeft } from './lockout.ts';
import { verifyPassword } from './password.ts';

/** The password again, for an electronic signature. Wrong ones count towards the lock of the account. */
@Injectable()
export class CheckPasswordAgain {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(caller: Caller, password: string): Promise<Result<true>> {
    const now = this.clock.now();
    const attempt = await this.database.system(async (tx) => {
      const known = await findPasswordHash(tx, caller.personId);
      const account = known === null ? null : await holdCredentials(tx, known.email);
      if (account === null) return { left: 0, hash: null };
      const left = secondsLeft(account.lockedUntil, now);
      if (left === 0) await countAttempt(tx, caller.personId, account.failedAttempts + 1, lockedUntil(account.failedAttempts + 1, now));
      return { left, hash: account.passwordHash };
    });
    if (attempt.left > 0) return refuse({ code: 'locked-out', detail: `Too many wrong passwords. Try again in ${attempt.left} seconds.`, facts: { seconds: attempt.left } });
    if (!(await verifyPassword(password, attempt.hash))) return refuse({ code: 'signature-password-wrong', detail: 'The password is wrong; nothing was signed.', field: 'password' });
    await this.database.system((tx) => countAttempt(tx, caller.personId, 0, null));
    return ok(true);
  }
}
