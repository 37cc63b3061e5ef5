import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseStudyDefinition } from '@echocohort/study';
import { tabularStudy } from '../../index.ts';

const parsed = parseStudyDefinition(readFileSync(join(__dirname, '../../../../../studies/fll-liver/study.yaml'), 'utf8'), 'study.yaml');
if (!parsed.ok) throw new Error(parsed.refusal.detail);
const definition = parsed.value;

describe('tabularStudy', () => {
  const study = tabularStudy({ definition, seed: '1', patients: 200, lesions: 210 });
  it('has exactly the patients and lesions that were asked for, from every centre', () => {
    expect([study.subjects.length, study.lesions.length]).toEqual([200, 210]);
    expect(new Set(study.lesions.map(({ centre }) => centre)).size).toBe(definition.centres.length);
    expect(new Set(study.lesions.map(({ lesion }) => lesion)).size).toBe(210);
  });
  it('is the same for the same seed, and another for another', () => {
    expect(tabularStudy({ definition, seed: '1', patients: 200, lesions: 210 })).toEqual(study);
    expect(tabularStudy({ definition, seed: '2', patients: 200, lesions: 210 }).lesions).not.toEqual(study.lesions);
  });
  it('has scores that tell the classes apart, the joint network better', () => {
    const mean = (malignant: boolean, model: 'l' | 'lb'): number => {
      const own = study.lesions.filter(({ outcome }) => outcome.malignant === malignant).map(({ scores }) => scores[model]);
      return own.reduce((sum, score) => sum + score, 0) / own.length;
    };
    expect(mean(true, 'l') - mean(false, 'l')).toBeGreaterThan(0.3);
    expect(mean(true, 'lb') - mean(false, 'lb')).toBeGreaterThan(mean(true, 'l') - mean(false, 'l'));
  });
  it('leaves excluded cases in their boxes', () => expect(study.exclusions.map(({ box }) => box)).toEqual(expect.arrayContaining(['excluded:INC-2', 'excluded:INC-3'])));
  it('refuses a number of lesions that its patients cannot have', () => expect(() => tabularStudy({ definition, seed: '1', patients: 20, lesions: 200 })).toThrow(RangeError));
});
