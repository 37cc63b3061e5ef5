import type { Result } from '@echocohort/kernel';
import { refuse } from '@echocohort/kernel';
import { CaseRefused, CaseUnreadable, type CaseContext, type MethodAdapter } from './adapter.ts';
import type { ReferenceCase } from './case-file.ts';
import { isFields } from './input.ts';
import { differences, type Difference } from './compare.ts';

/** Runs an adapter; a refusal that was thrown out of nested steps becomes the refusal again. */
export function runAdapter(adapter: MethodAdapter, input: ReferenceCase['input'], context: CaseContext): Result<unknown> {
  try {
    return adapter.run(input, context);
  } catch (error) {
    if (error instanceof CaseRefused) return refuse(error.refusal);
    throw error;
  }
}

/** Where R gives a number but the file says that the platform should refuse. */
const mayRefuse = ({ tags, note, expectedError }: ReferenceCase): boolean => expectedError || tags.includes('invalid') || /\brefuse/i.test(note);

/** A case may expect a status instead of numbers: "error", or what is wrong in words that name the refusal ("separation or rank deficiency"). */
function statusRefused({ expected }: ReferenceCase, code: string): boolean {
  const status = isFields(expected) ? expected.expected_status : undefined;
  if (typeof status !== 'string' || status === 'ok') return false;
  return status === 'error' || code.split('-').some((word) => word.length > 3 && status.includes(word));
}

/** What is wrong with the answer to one case; empty when it passes. */
export function checkCase(entry: ReferenceCase, adapter: MethodAdapter | undefined, context: CaseContext, tolerance: Readonly<Record<string, number>>): readonly Difference[] {
  if (adapter === undefined) return [{ path: '(whole)', expected: 'a result', found: 'no such method' }];
  let result: Result<unknown>;
  try {
    result = runAdapter(adapter, entry.input, context);
  } catch (error) {
    const found = error instanceof CaseUnreadable ? `case not understood: ${error.message}` : `fault: ${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'}`;
    return [{ path: '(whole)', expected: entry.expectedError ? 'a refusal' : 'a result', found }];
  }
  if (!result.ok) return mayRefuse(entry) || statusRefused(entry, result.refusal.code) ? [] : [{ path: '(whole)', expected: 'a result', found: `refused: ${result.refusal.code}: ${result.refusal.detail}` }];
  if (entry.expectedError) return [{ path: '(whole)', expected: 'a refusal', found: 'a result' }];
  return [...differences(entry.expected, result.value, { tolerance, insteadAllowed: entry.note !== '' || entry.tags.includes('degenerate') })];
}
