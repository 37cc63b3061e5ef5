import type { Me } from '@echocohort/contracts';
import { refuse, ok, type Clock, type Result } from '@echocohort/kernel';
import { appendAudit, countAttempt, Database, findPerson, holdCredentials, insertSession, type Credentials, type StudyRef, type Tx } from '@echocohort/persistence';
import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../../configuration/configuration.ts';
import { Caller } from '../../http/caller.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { CLOCK, CONFIGURATION } from '../../platform/tokens.ts';
import { AddressLimit } from './address-limit.ts';
import { lockedUntil, secondsLeft } from './lockout.ts';
import { meOf } from './me.view.ts';
import { verifyPassword } from './password.ts';
import { issueToken } from './session-token.ts';
import { UnknownAccounts } from './unknown-accounts.ts';

interface SignInInput {
  readonly email: string;
  readonly password: string;
}
/** The token of the new session, shown once, and who it belongs to. */
export interface SignedIn {
  readonly token: string;
  readonly expiresAt: string;
  readonly me: Me;
}
type Attempt = { readonly locked: number } | { readonly locked: 0; readonly account: Credentials | null };

const lockedOut = (seconds: number): Result<never> =>
  refuse({ code: 'locked-out', detail: `Too many wrong passwords. Try again in ${seconds} seconds.`, facts: { seconds } });
const wrongPassword: Result<never> = refuse({ code: 'wrong-password', detail: 'The address or the password is wrong.' });

/**
 * Signs a person in. The attempt is counted before the password is judged, so that many guesses at once gain nothing;
 * an address without an account answers and locks like one with an account. Beside the lock of an account stands a limit of
 * wrong sign-ins from one network address.
 */
@Injectable()
export class SignInUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly unknown: UnknownAccounts,
    private readonly limit: AddressLimit,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  async run(input: SignInInput, address: string): Promise<Result<SignedIn>> {
    const email = input.email.trim().toLowerCase();
    const study = await this.study.current();
    if (!study.ok) return study;
    const ref: StudyRef = { id: study.value.id, code: study.value.code };
    const counted = await this.limit.count(address);
    if (!counted.ok) return counted;
    const attempt = await this.database.system((tx) => this.attempt(tx, ref, email));
    if ('account' in attempt === false) return lockedOut(attempt.locked);
    const right = await verifyPassword(input.password, attempt.account?.passwordHash ?? null);
    const { account } = attempt;
    if (account === null || account.disabled || !right) {
      await this.database.system((tx) => this.noteRefusal(tx, ref, account));
      return wrongPassword;
    }
    await this.limit.forgive(address);
    return this.open(ref, account.personId);
  }

  /** Refuses while locked; else counts this attempt and sets the lock that holds unless the password proves right. */
  private async attempt(tx: Tx, study: StudyRef, email: string): Promise<Attempt> {
    const account = await holdCredentials(tx, email);
    const now = this.clock.now();
    const left = account === null ? this.unknown.secondsLeft(email, now) : secondsLeft(account.lockedUntil, now);
    if (left > 0) {
      await appendAudit(tx, study, { type: 'person.sign-in-refused', centre: null, case: null, payload: { reason: 'locked', person: account?.personId ?? null, failedAttempts: account?.failedAttempts ?? 0 } });
      return { locked: left };
    }
    if (account === null) this.unknown.count(email, now);
    else await countAttempt(tx, account.personId, account.failedAttempts + 1, lockedUntil(account.failedAttempts + 1, now));
    return { locked: 0, account };
  }

  private async noteRefusal(tx: Tx, study: StudyRef, account: Credentials | null): Promise<void> {
    const reason = account === null ? 'unknown-account' : account.disabled ? 'disabled' : 'wrong-password';
    await appendAudit(tx, study, { type: 'person.sign-in-refused', centre: null, case: null, payload: { reason, person: account?.personId ?? null, failedAttempts: (account?.failedAttempts ?? 0) + 1 } });
  }

  private async open(ref: StudyRef, personId: string): Promise<Result<SignedIn>> {
    const { token, tokenHash } = issueToken();
    const expiresAt = new Date(this.clock.now().getTime() + this.configuration.sessionHours * 3_600_000);
    const { person, sessionId } = await this.database.system(async (tx) => {
      await countAttempt(tx, personId, 0, null);
      const opened = await insertSession(tx, { tokenHash, personId, kind: 'session', scopes: [], centre: null, expiresAt });
      const found = await findPerson(tx, personId);
      if (found === null) throw new Error('the person vanished during the sign-in');
      await appendAudit(tx, ref, { type: 'person.signed-in', centre: null, case: null, payload: { session: opened } }, personId);
      return { person: found, sessionId: opened };
    });
    const caller = new Caller({ personId, name: person.name, sessionId, studyId: ref.id, studyCode: ref.code, grants: person.grants, scopes: null });
    const study = await this.study.current();
    return study.ok ? ok({ token, expiresAt: expiresAt.toISOString(), me: meOf(person, caller, study.value) }) : study;
  }
}
