import { randomBytes, timingSafeEqual } from 'node:crypto';
import { ok, refuse, type Clock, type Result } from '@echocohort/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { SigningKey } from '../../platform/signing-key.ts';
import { CLOCK } from '../../platform/tokens.ts';

/** A word is good for one signature, of this person, over this content, for this long. */
const LASTS_MS = 30 * 60_000;

const wrong: Result<never> = refuse({ code: 'signature-nonce-wrong', detail: 'The one-time word of this signature was given for another person or content, or is too old. Open the signature again.', field: 'nonce' });

/** Issues one-time words for signatures and recognises its own; nothing is stored until one is used. */
@Injectable()
export class LockChallenge {
  constructor(
    private readonly key: SigningKey,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  issue(caller: Caller, cohortId: string, digest: string): Result<{ nonce: string; expiresAt: string }> {
    const issued = this.clock.now().getTime();
    const random = randomBytes(16).toString('base64url');
    return ok({ nonce: `${random}.${issued}.${this.mark(caller, cohortId, digest, random, issued)}`, expiresAt: new Date(issued + LASTS_MS).toISOString() });
  }

  /** Whether the word was issued for this very signature and still holds. That it is used once, the record sees to. */
  check(caller: Caller, cohortId: string, digest: string, nonce: string): Result<true> {
    const [, random, at, mark] = /^([\w-]{22})\.(\d{13})\.([\w-]{86})$/.exec(nonce) ?? [];
    if (random === undefined || at === undefined || mark === undefined) return wrong;
    const issued = Number(at);
    const now = this.clock.now().getTime();
    if (issued > now || now - issued > LASTS_MS) return wrong;
    return timingSafeEqual(Buffer.from(mark), Buffer.from(this.mark(caller, cohortId, digest, random, issued))) ? ok(true) : wrong;
  }

  /** Ed25519 signatures of the same bytes are the same (RFC 8032), so the server recognises its word by making it again. */
  private mark(caller: Caller, cohortId: string, digest: string, random: string, issued: number): string {
    const text = `echocohort lock ${caller.personId} ${cohortId} ${digest} ${random} ${issued}`;
    return Buffer.from(this.key.sign(new TextEncoder().encode(text)), 'base64').toString('base64url');
  }
}
