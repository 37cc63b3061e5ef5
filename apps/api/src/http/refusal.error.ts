import type { Refusal } from '@echocohort/kernel';

/**
 * Carries a refusal from the HTTP edge (guard, validation, interceptor) to the filter that answers with it. Use cases
 * never throw it: they return `Result`.
 */
export class RefusalError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
    this.name = 'RefusalError';
  }
}
