import { checkIndex } from './check-index.ts';

type Row = readonly [lesion: string, patient: string, set: 'training' | 'internal_validation' | 'external_validation'];
const check = (rows: readonly Row[], splits: readonly Row[] = rows) =>
  checkIndex({ lesions: rows.map(([lesion, patient, set]) => ({ lesion, patient, set, centre: 'C01', malignant: true })) }, `lesion\tpatient\tcentre\tset\n${splits.map(([lesion, patient, set]) => `${lesion}\t${patient}\tC01\t${set}\n`).join('')}`);

const sound: readonly Row[] = [['p1-L1', 'p1', 'training'], ['p1-L2', 'p1', 'training'], ['p2-L1', 'p2', 'internal_validation']];

describe('the tables of a snapshot', () => {
  it('are used where each lesion has one set and each patient too', () => expect(check(sound)).toEqual({ ok: true, value: null }));

  it.each<[string, readonly Row[], readonly Row[] | undefined, string]>([
    ['a lesion is listed twice', [...sound, ['p1-L1', 'p1', 'training']], sound, 'snapshot-lesion-twice'],
    ['a lesion is assigned twice', sound, [...sound, ['p1-L1', 'p1', 'external_validation']], 'snapshot-split-twice'],
    ['a patient is in two sets', [...sound, ['p2-L2', 'p2', 'training']], undefined, 'patient-in-two-sets'],
  ])('are refused where %s', (_, rows, splits, code) => expect(check(rows, splits)).toMatchObject({ ok: false, refusal: { code } }));
});
