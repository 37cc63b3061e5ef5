import type { LesionScore, SetName } from '@echocohort/model';
import { wrongLesions, type KnownOutcome } from './wrong-lesions.ts';

const score = (lesion: string, set: SetName, value: number): LesionScore => ({ lesion, patient: lesion.slice(0, 8), set, images: 4, score: value });
const SCORES = [
  score('C01-0001-L1', 'training', 0.1), score('C01-0002-L1', 'internal_validation', 0.5), score('C01-0003-L1', 'internal_validation', 0.49), score('C01-0004-L1', 'internal_validation', 0.9),
  score('C12-0001-L1', 'external_validation', 0.05), score('C12-0002-L1', 'external_validation', 0.95),
];
const outcomes = (...entries: [string, boolean][]) => new Map(entries.map(([lesion, malignant]): [string, KnownOutcome] => [lesion, { malignant, type: malignant ? 'metastasis' : null }]));
const INTERNAL = outcomes(['C01-0001-L1', true], ['C01-0002-L1', true], ['C01-0003-L1', true], ['C01-0004-L1', false]);
const ALL = new Map([...INTERNAL, ...outcomes(['C12-0001-L1', true], ['C12-0002-L1', true])]);
const named = (type: string) => ({ zh: type, en: type });

describe('lesions that a model calls wrongly', () => {
  it('come most wrong first; a score at the cut-off counts as malignant; training lesions are none', () => {
    const { items } = wrongLesions(SCORES, 0.5, ALL, named);
    expect(items.map(({ lesion, kind, by }) => [lesion, kind, Number(by.toFixed(2))])).toEqual([['C12-0001-L1', 'false-negative', 0.45], ['C01-0004-L1', 'false-positive', 0.4], ['C01-0003-L1', 'false-negative', 0.01]]);
    expect(items.map(({ histology }) => histology?.en ?? null)).toEqual(['metastasis', null, 'metastasis']);
  });

  it('hold nothing of a set whose outcomes are sealed, in whole or in part', () => {
    for (const known of [INTERNAL, new Map([...INTERNAL, ...outcomes(['C12-0001-L1', true])])]) {
      const { sets, items } = wrongLesions(SCORES, 0.5, known, named);
      expect(sets).toEqual([{ set: 'internal_validation', state: 'open', lesions: 3, wrong: 2 }, { set: 'external_validation', state: 'sealed', lesions: 2, wrong: 0 }]);
      expect(items.filter(({ set }) => set === 'external_validation')).toEqual([]);
    }
  });

  it('are none without a cut-off, and none of a set without lesions', () => {
    expect(wrongLesions(SCORES, null, ALL, named).items).toEqual([]);
    expect(wrongLesions(SCORES.slice(0, 4), 0.5, ALL, named).sets[1]).toEqual({ set: 'external_validation', state: 'empty', lesions: 0, wrong: 0 });
  });
});
