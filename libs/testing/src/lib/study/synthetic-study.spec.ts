import { daysBetween } from '@echocohort/kernel';
import { formAnswers } from './form-answers.ts';
import { slotImages, viewOfSlot } from './slot-images.ts';
import { syntheticStudy, takingPart } from './synthetic-study.ts';
import type { DemoDefinition, SyntheticPatient } from './synthetic-study.ts';

const centres = Array.from({ length: 13 }, (_, index) => ({ code: `C${String(index + 1).padStart(2, '0')}`, role: index < 11 ? ('development' as const) : ('external' as const) }));
const slot = (code: string, order: number, role: string, imageType: string, counted = true): DemoDefinition['slots'][number] => ({ code, order, role, imageType, counted });
const definition: DemoDefinition = {
  centres,
  devices: centres.map((centre) => ({ code: `${centre.code}-US1`, centre: centre.code, manufacturer: 'Maker', model: 'Model', transducer: 'C5-1' })),
  slots: [slot('P', 1, 'lesion', 'b-mode'), slot('Q', 2, 'lesion', 'b-mode'), slot('R', 3, 'background', 'b-mode'), slot('S', 4, 'feature', 'colour'), slot('V', 5, 'cine', 'cine', false)],
  forms: [],
  lesionTypes: [{ code: 'hcc', malignant: true }, { code: 'metastasis', malignant: true }, { code: 'haemangioma', malignant: false }, { code: 'other', malignant: null }],
  pathologyMethods: [{ code: 'biopsy' }, { code: 'resection' }],
};
const study = (change: Partial<Parameters<typeof syntheticStudy>[0]> = {}): SyntheticPatient[] => syntheticStudy({ definition, seed: '1', patientsPerCentre: 7, ...change });

describe('synthetic study', () => {
  it('is the same for the same seed and another for another', () => {
    expect(study()).toEqual(study());
    expect(study()).not.toEqual(study({ seed: '2' }));
  });

  it('gives every centre both verdicts and one patient with two lesions', () => {
    for (const { code } of centres) {
      const patients = study().filter((patient) => patient.centre === code);
      const verdicts = new Set(patients.flatMap((patient) => patient.lesions.map((lesion) => lesion.profile.malignant)));
      expect(verdicts.size).toBe(2);
      expect(patients.filter((patient) => patient.lesions.length === 2)).toHaveLength(1);
    }
  });

  it('plans one case of each exclusion and leaves external centres whole', () => {
    const lesions = study().flatMap((patient) => patient.lesions.map((lesion) => ({ ...lesion, external: patient.external })));
    expect(lesions.map((lesion) => lesion.exclusion).filter(Boolean).sort()).toEqual(['late-specimen', 'local-therapy', 'no-diagnosis', 'small']);
    expect(lesions.filter((lesion) => lesion.external).every((lesion) => lesion.fate === 'accepted')).toBe(true);
    for (const lesion of lesions) {
      const days = daysBetween(lesion.scanDate, lesion.specimenDate) ?? -1;
      expect(lesion.exclusion === 'late-specimen' ? days > 30 : days >= 0 && days <= 30).toBe(true);
    }
  });

  it('makes the six factors of the paper point towards malignancy', () => {
    const many = study({ patientsPerCentre: 120 });
    const share = (malignant: boolean, has: (patient: SyntheticPatient) => boolean): number => {
      const group = many.filter((patient) => patient.lesions[0]?.profile.malignant === malignant);
      return group.filter(has).length / group.length;
    };
    const factors: readonly ((patient: SyntheticPatient) => boolean)[] = [
      (patient) => patient.lesions[0]?.profile.halo === true, (patient) => patient.profile.extrahepaticTumour, (patient) => patient.profile.hepatitis !== 'none',
      (patient) => patient.profile.ageYears > 52, (patient) => patient.profile.sex === 'male', (patient) => patient.lesions[0]?.profile.vascularity === true,
    ];
    for (const factor of factors) expect(share(true, factor)).toBeGreaterThan(share(false, factor) + 0.1);
    expect(many.filter((patient) => patient.profile.afp === null).length / many.length).toBeCloseTo(0.064, 1);
  });

  it('takes both kinds of centres when only some take part', () => {
    expect(study({ patientsPerCentre: 3, extraPatients: 1 })).toHaveLength(40);
    expect(takingPart({ definition, seed: '1', patientsPerCentre: 1, centres: 4 }).map((centre) => centre.role)).toEqual(['development', 'development', 'development', 'external']);
  });

  it('gives each counted slot a picture whose view fits its role, and no slot a name it has to know', () => {
    const [patient] = study();
    const [lesion] = patient?.lesions ?? [];
    if (!patient || !lesion) throw new Error('no patient');
    expect(slotImages(definition, patient, lesion).map((image) => [image.fileName, image.recipe.view])).toEqual([['01_P.dcm', 'plane'], ['02_Q.dcm', 'orthogonal'], ['03_R.dcm', 'left-sagittal'], ['04_S.dcm', 'doppler']]);
    expect(() => viewOfSlot(definition, 'none')).toThrow(RangeError);
  });

  it('answers items within range and choices; what was not measured gets its reason', () => {
    const [patient] = study();
    const [lesion] = patient?.lesions ?? [];
    if (!patient || !lesion) throw new Error('no patient');
    const facts = { patient: { ...patient.profile, afp: null, sex: 'female' as const }, lesion: { ...lesion.profile, halo: true, diameterCm: 99 }, scanDate: lesion.scanDate, localTherapy: false };
    const form = { code: 'f', scope: 'lesion', items: [
      { code: 'afp', type: 'number', missingReasons: [{ code: 'unknown' }, { code: 'not-done' }] },
      { code: 'sex', type: 'choice', choices: [{ code: 'male' }, { code: 'female' }] },
      { code: 'halo', type: 'choice', choices: [{ code: 'no' }, { code: 'yes' }] },
      { code: 'max-diameter', type: 'number', range: { min: 0.1, max: 30 } },
      { code: 'local-therapy', type: 'boolean' },
      { code: 'therapy', type: 'choice', choices: [{ code: 'none' }, { code: 'tace' }] },
      { code: 'afp-date', type: 'date' },
    ] };
    expect(formAnswers(form, facts)).toEqual({
      afp: { value: null, missingReason: 'not-done' }, sex: { value: 'female', missingReason: null }, halo: { value: 'yes', missingReason: null },
      'max-diameter': { value: 30, missingReason: null }, 'local-therapy': { value: false, missingReason: null }, therapy: { value: 'none', missingReason: null },
    });
  });
});
