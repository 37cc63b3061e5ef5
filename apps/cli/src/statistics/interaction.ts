import type { Result } from '@echocohort/kernel';
import { CaseUnreadable, type CaseContext, type Fields } from './adapter.ts';

/** Likelihood-ratio test of two nested logistic models. */
export function interactionTest(_input: Fields, _context: CaseContext): Result<unknown> {
  throw new CaseUnreadable('model formulas are not read yet');
}
