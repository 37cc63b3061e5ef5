import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lbcRecord } from '@echocohort/model';
import { parseStudyDefinition } from '@echocohort/study';
import { factorsOf, readFactors } from './factor-form.ts';

const study = parseStudyDefinition(readFileSync(join(process.cwd(), 'studies/fll-liver/study.yaml'), 'utf8'), 'study.yaml');
const coefficient = (variable: string | null, level: string | null = null) => ({ term: `${variable ?? '(Intercept)'}${level ?? ''}`, variable, level, estimate: 1, standardError: 1, oddsRatio: 2, lower: 1, upper: 3, p: 0.01 });
const record = lbcRecord.parse({
  format: 'echocohort-lbc/1', fit: 'firth', fittedOn: { set: 'internal_validation', lesions: 40, malignant: 30 },
  coefficients: [coefficient(null), coefficient('lb_score'), coefficient('age'), coefficient('afp_high'), coefficient('echogenicity', 'hypo'), coefficient('echogenicity', 'iso')],
  selection: { kind: 'screened', alpha: 0.05, lesions: 200, univariable: [] }, replacements: [{ variable: 'age', value: 55.5, lesions: 3 }], nomogram: null, warnings: [],
});

describe('the factors of a Model-LBC', () => {
  if (!study.ok) throw new Error(study.refusal.detail);
  const factors = factorsOf(record, study.value);

  it('are asked for once each, by what the study calls them, without the score', () => {
    expect(factors.map(({ variable, kind, unit, replacement }) => [variable, kind, unit, replacement])).toEqual([['age', 'number', expect.anything(), 55.5], ['afp_high', 'yes-no', null, null], ['echogenicity', 'choice', null, null]]);
    expect(factors[1]?.label.en).toContain('AFP');
    expect(factors[2]?.choices.map(({ code }) => code)).toContain('hypo');
  });

  it.each<[string, Record<string, string | number | null>, string | null]>([
    ['all given', { age: 61, afp_high: 1, echogenicity: 'hypo' }, null],
    ['some left open', { age: null }, null],
    ['none', {}, null],
    ['one that the model has not', { ascites: 1 }, 'factor-unknown'],
    ['a level that the study has not', { echogenicity: 'purple' }, 'factor-not-acceptable'],
    ['a word for a number', { age: 'old' }, 'factor-not-acceptable'],
    ['neither yes nor no', { afp_high: 2 }, 'factor-not-acceptable'],
    ['no number', { age: Number.NaN }, 'factor-not-acceptable'],
  ])('are taken with %s, or refused', (_, given, code) => {
    const read = readFactors(factors, given);
    expect(read.ok ? null : read.refusal.code).toBe(code);
  });
});
