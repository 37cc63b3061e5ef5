import { dataTable } from '@echocohort/statistics';
import type { AnalysisVariable } from '../snapshot/study-in-snapshot.ts';
import { factorValue, formulaName } from './factors.ts';
import { selectFactors } from './select-factors.ts';

describe('factors of a lesion', () => {
  const variable = (over: Partial<AnalysisVariable>): AnalysisVariable => ({ code: 'x', item: 'x', kind: 'binary', ...over });
  it.each<[string, AnalysisVariable, string | null, string | number | null]>([
    ['a code that counts', variable({ positive: ['hbv', 'hcv'] }), 'hcv', 1],
    ['a code that does not', variable({ positive: ['hbv', 'hcv'] }), 'none', 0],
    ['a truth value', variable({ positive: [true] }), '1', 1],
    ['a truth value that is false', variable({ positive: [true] }), '0', 0],
    ['a number above its limit', variable({ above: 200 }), '201', 1],
    ['a number at its limit', variable({ above: 200 }), '200', 0],
    ['a number that is none', variable({ above: 200 }), 'many', null],
    ['a continuous value', variable({ kind: 'continuous' }), '4.2', 4.2],
    ['a category', variable({ kind: 'categorical' }), 'hypo', 'hypo'],
    ['a stratum', variable({ kind: 'categorical', strata: [{ code: 'small', upTo: 2 }, { code: 'large', upTo: null }] }), '2.1', 'large'],
    ['nothing recorded', variable({ positive: [true] }), null, null],
  ])('%s', (_what, given, answer, expected) => expect(factorValue(given, { x: answer })).toBe(expected));
  it('have names that a formula can hold', () => expect(formulaName('non-smooth margin')).toBe('non_smooth_margin'));
});

describe('the choice of factors', () => {
  const rows = 80;
  const at = (make: (row: number) => number): number[] => Array.from({ length: rows }, (_, row) => make(row));
  const table = dataTable([['malignant', at((row) => row % 2)], ['strong', at((row) => (row % 10 < 8 ? row % 2 : 1 - (row % 2)))], ['weaker', at((row) => (row % 7 < 5 ? row % 2 : 1 - (row % 2)))], ['idle', at((row) => (row >> 1) % 2)], ['same', at(() => 1)]]);
  const chosen = (over: Partial<Parameters<typeof selectFactors>[1]> = {}) => selectFactors(table, { outcome: 'malignant', candidates: ['strong', 'weaker', 'idle', 'same'], kind: 'screened', alpha: 0.05, most: 5, ...over });
  const names = (from: ReturnType<typeof chosen>): string[] => from.filter(({ selected }) => selected).map(({ variable }) => variable);
  it('takes those with p below alpha', () => expect(names(chosen())).toEqual(['strong', 'weaker']));
  it('takes the strongest where outcomes are few, and says so', () => {
    expect(names(chosen({ most: 1 }))).toEqual(['strong']);
    expect(chosen({ most: 1 }).find(({ variable }) => variable === 'weaker')?.reason).toBe('too-few-outcomes');
  });
  it('takes all that can be estimated in the full model', () => expect(names(chosen({ kind: 'full' }))).toEqual(expect.arrayContaining(['strong', 'weaker', 'idle'])));
  it('says why the others are out', () => expect(chosen().find(({ variable }) => variable === 'idle')?.reason).toBe('p-not-below-alpha'));
});
