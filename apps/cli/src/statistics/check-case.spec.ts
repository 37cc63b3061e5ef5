import { ok, refuse } from '@echocohort/kernel';
import { CaseRefused, CaseUnreadable, type CaseContext, type MethodAdapter } from './adapter.ts';
import type { ReferenceCase } from './case-file.ts';
import { checkCase } from './check-case.ts';

const context: CaseContext = { id: 'x', call: '', note: '', tags: [], siblings: [], table: () => { throw new CaseUnreadable('none'); } };
const entry = (over: Partial<ReferenceCase>): ReferenceCase => ({ id: 'x', tags: [], note: '', input: {}, call: '', expected: { a: 1 }, expectedError: false, ...over });
const refusal = { code: 'one-class', detail: 'Only one class.' };
const answering = (run: MethodAdapter['run']): MethodAdapter => ({ method: 'm', run });
const passes = (over: Partial<ReferenceCase>, adapter: MethodAdapter | undefined): boolean => checkCase(entry(over), adapter, context, { rel: 1e-9, abs: 1e-12 }).length === 0;

describe('one case', () => {
  const right = answering(() => ok({ a: 1 }));
  const wrong = answering(() => ok({ a: 2 }));
  const refusing = answering(() => refuse(refusal));
  const refusingDeep = answering(() => { throw new CaseRefused(refusal); });
  const lost = answering(() => { throw new CaseUnreadable('field missing'); });
  const broken = answering(() => { throw new TypeError('fault'); });

  it.each<[string, Partial<ReferenceCase>, MethodAdapter | undefined, boolean]>([
    ['the right answer passes', {}, right, true],
    ['a wrong answer fails', {}, wrong, false],
    ['no method fails', {}, undefined, false],
    ['an unexpected refusal fails', {}, refusing, false],
    ['an expected refusal passes', { expected: undefined, expectedError: true }, refusing, true],
    ['so it does out of nested steps', { expected: undefined, expectedError: true }, refusingDeep, true],
    ['an answer where a refusal is expected fails', { expected: undefined, expectedError: true }, right, false],
    ['a fault is no refusal', { expected: undefined, expectedError: true }, broken, false],
    ['a case that is not understood is no refusal', { expected: undefined, expectedError: true }, lost, false],
    ['a refusal that the note asks for passes', { note: 'R says NaN; the platform should refuse.' }, refusing, true],
  ])('%s', (_what, over, adapter, expected) => expect(passes(over, adapter)).toBe(expected));
});
