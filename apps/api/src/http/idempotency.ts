import type { Result } from '@echocohort/kernel';

/** A creating request that carries an Idempotency-Key. */
export interface IdempotentCall {
  readonly personId: string;
  readonly route: string;
  readonly key: string;
  /** SHA-256 over address and content, so that one key cannot stand for two different requests. */
  readonly requestDigest: string;
}

/** What is known of a key before the work is done: do it, or answer as before. */
export type Claim = { readonly fresh: true } | { readonly fresh: false; readonly answer: unknown };

/** Remembers the answers of creating requests; implemented over the database. */
export abstract class IdempotencyStore {
  /** Takes the key, or gives the stored answer; refuses when the key means something else or its work is not finished. */
  abstract claim(call: IdempotentCall): Promise<Result<Claim>>;
  abstract finish(call: IdempotentCall, status: number, answer: unknown): Promise<void>;
  /** Gives the key back after a refusal, so that a corrected request can use it. */
  abstract release(call: IdempotentCall): Promise<void>;
}
