import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, endOtherSessions, findPasswordHash, setPasswordHash } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { CheckPasswordAgain } from '../auth/check-password-again.ts';
import { hashPassword } from '../auth/password.ts';

interface Asked {
  readonly password: string;
  readonly next: string;
}

const ofPersons: Result<never> = refuse({ code: 'password-by-person', detail: 'A password is changed by its person after signing in, not with a token.' });
const wrong: Result<never> = refuse({ code: 'password-wrong', detail: 'The present password is not right; nothing was changed.', field: 'password' });
const same: Result<never> = refuse({ code: 'password-unchanged', detail: 'The new password is the present one; choose another.', field: 'next' });
const guessed: Result<never> = refuse({ code: 'password-too-plain', detail: 'The new password holds your address or repeats one sign; choose another.', field: 'next' });

/** Whether somebody who knows the address would try it first, or it is one sign over and over. */
export function isPlain(password: string, email: string): boolean {
  const low = password.normalize('NFKC').toLowerCase();
  const name = email.toLowerCase().split('@')[0] ?? '';
  return new Set(low).size < 4 || low.includes(email.toLowerCase()) || (name.length >= 6 && low.startsWith(name));
}

/** A new password for the own account. Whoever else is signed in under it is signed out, as a stolen password would otherwise live on. */
@Injectable()
export class ChangePasswordUseCase {
  constructor(
    private readonly database: Database,
    private readonly again: CheckPasswordAgain,
  ) {}

  async run(caller: Caller, { password, next }: Asked): Promise<Result<{ sessionsEnded: number }>> {
    if (caller.isToken) return ofPersons;
    const known = await this.database.system((tx) => findPasswordHash(tx, caller.personId));
    const checked = await this.again.run(caller, password);
    if (!checked.ok) return checked.refusal.code === 'signature-password-wrong' ? wrong : checked;
    if (known === null) return wrong;
    if (next.normalize('NFKC') === password.normalize('NFKC')) return same;
    if (isPlain(next, known.email)) return guessed;
    const hash = await hashPassword(next);
    return this.database.system(async (tx): Promise<Result<{ sessionsEnded: number }>> => {
      // Somebody else who changed it meanwhile has won: the password that was checked is no longer the present one.
      if (!(await setPasswordHash(tx, caller.personId, known.passwordHash, hash))) return wrong;
      const sessionsEnded = await endOtherSessions(tx, caller.personId, caller.sessionId);
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'person.password-changed', centre: null, case: null, payload: { person: caller.personId, sessionsEnded } }, caller.personId);
      return ok({ sessionsEnded });
    });
  }
}
