import type { Refusal } from '@echocohort/kernel';

/**
 * Carries a refusal from the HTTP edge (guard, validation, interceptor) to the filter that answers with it. Use cases
 * return `Result`; they throw this only to undo what their transaction did so far.
 */
export class RefusalError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
    this.name = 'RefusalError';
  }
}
