import type { IndexedLesion } from '@echocohort/cohort';
import { trainingConfig } from '@echocohort/model';
import fc from 'fast-check';
import { foldConfigs, lesionsOfFold } from './fold-plan.ts';

const lesions = (patients: number): IndexedLesion[] =>
  Array.from({ length: patients }, (_, patient) => Array.from({ length: 1 + (patient % 3) }, (_lesion, number): IndexedLesion => ({
    lesion: `C01-${patient}-L${number}`, patient: `C01-${patient}`, centre: `C0${patient % 4}`, malignant: patient % 2 === 0, set: patient % 7 === 6 ? 'external_validation' : patient % 7 === 5 ? 'internal_validation' : 'training',
  }))).flat();

describe('folds of a training', () => {
  it('validate every development lesion exactly once, keep patients whole and leave the external set alone', () => {
    fc.assert(fc.property(fc.integer({ min: 20, max: 60 }), fc.integer({ min: 2, max: 6 }), fc.string(), (patients, of, digest) => {
      const all = lesions(patients);
      const folds = Array.from({ length: of }, (_, index) => lesionsOfFold(all, { index, of }, digest));
      for (const [at, { set, lesion }] of all.entries()) {
        const sets = folds.map((fold) => fold[at]?.set);
        expect(folds[0]?.[at]?.lesion).toBe(lesion);
        if (set === 'external_validation') expect(new Set(sets)).toEqual(new Set(['external_validation']));
        else expect(sets.filter((own) => own === 'internal_validation')).toHaveLength(1);
      }
      for (const fold of folds) for (const { patient, set } of fold) expect(fold.filter((other) => other.patient === patient).every((other) => other.set === set)).toBe(true);
    }), { numRuns: 30 });
  });

  it('follow from the split alone, so that trainers on other machines share them', () => {
    expect(lesionsOfFold(lesions(30), { index: 1, of: 5 }, 'a')).toEqual(lesionsOfFold(lesions(30), { index: 1, of: 5 }, 'a'));
    expect(lesionsOfFold(lesions(30), { index: 1, of: 5 }, 'a')).not.toEqual(lesionsOfFold(lesions(30), { index: 1, of: 5 }, 'b'));
  });

  it('are one configuration each', () => expect(foldConfigs(trainingConfig.parse({ seed: 3 }), 5).map(({ fold, seed }) => [fold?.index, fold?.of, seed])).toEqual([0, 1, 2, 3, 4].map((index) => [index, 5, 3])));
});
