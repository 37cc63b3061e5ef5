import { seededRandom } from '@echocohort/kernel';
import type { StudyDefinition } from '@echocohort/study';
import { normal } from '../ultrasound/noise.ts';
import { formAnswers, type DemoAnswer } from './form-answers.ts';
import { syntheticStudy, type DemoDefinition, type PlannedExclusion, type SyntheticLesion, type SyntheticPatient } from './synthetic-study.ts';

type Answers = Readonly<Record<string, DemoAnswer>>;

/** A lesion of a study without pictures: its form answers, its outcome, and what two invented networks say of it. */
export interface TabularLesion {
  readonly lesion: string;
  readonly subject: string;
  readonly centre: string;
  readonly scanDate: string;
  readonly device: string;
  readonly answers: Answers;
  readonly outcome: { readonly type: string; readonly malignant: boolean; readonly method: string; readonly specimenDate: string };
  /** Scores of malignancy of a Model-L and of a Model-LB that is a little better. */
  readonly scores: { readonly l: number; readonly lb: number };
}

/** The tables of a study that never happened, in the form that a snapshot takes. */
export interface TabularStudy {
  readonly subjects: readonly { readonly subject: string; readonly centre: string; readonly answers: Answers }[];
  readonly lesions: readonly TabularLesion[];
  readonly exclusions: readonly { readonly lesion: string; readonly subject: string; readonly centre: string; readonly box: string }[];
}

export interface TabularStudyOptions {
  readonly definition: StudyDefinition;
  readonly seed: string;
  /** Included patients and lesions; the paper has 2,143 and 2,213. */
  readonly patients: number;
  readonly lesions: number;
  readonly malignantShare?: number;
}

const BOXES: Readonly<Record<Exclude<PlannedExclusion, null>, string>> = { small: 'excluded:INC-2', 'late-specimen': 'excluded:INC-3', 'local-therapy': 'excluded:INC-1', 'no-diagnosis': 'excluded:INC-4' };

const subjectOf = ({ centre, ordinal }: SyntheticPatient): string => `${centre}-${String(ordinal).padStart(4, '0')}`;

const probability = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Two networks that see much the same: their errors go together, and small lesions are harder. */
function scoresOf(lesion: SyntheticLesion): TabularLesion['scores'] {
  const random = seededRandom(`scores ${lesion.seed}`);
  const side = lesion.profile.malignant ? 1 : -1;
  const shared = normal(random, 0, 1.1);
  const reach = lesion.profile.diameterCm <= 2 ? 0.85 : 1;
  return { l: probability(0.3 + 1.5 * side * reach + shared + normal(random, 0, 0.9)), lb: probability(0.3 + 1.75 * side * reach + shared + normal(random, 0, 0.7)) };
}

function answersOf(definition: DemoDefinition, scope: string, patient: SyntheticPatient, lesion: SyntheticLesion): Answers {
  const facts = { patient: patient.profile, lesion: lesion.profile, scanDate: lesion.scanDate, localTherapy: lesion.exclusion === 'local-therapy' };
  return Object.fromEntries(definition.forms.filter((form) => form.scope === scope).flatMap((form) => Object.entries(formAnswers(form, facts))));
}

/** The definition as the generator of people reads it. */
const demoOf = (definition: StudyDefinition): DemoDefinition => ({
  ...definition, slots: definition.protocol.slots, forms: definition.forms.map((form) => ({ ...form, items: form.items.map((item) => ({ ...item, missingReasons: item.missingReasons.map((code) => ({ code })) })) })),
});

/** Patients of all centres in turn, so that a study cut to any size keeps every centre. */
function inTurn(options: TabularStudyOptions, definition: DemoDefinition): SyntheticPatient[] {
  const perCentre = Math.ceil((options.patients + 8) / definition.centres.length) + 1;
  const all = syntheticStudy({ definition, seed: options.seed, patientsPerCentre: perCentre, malignantShare: options.malignantShare ?? 0.807, allAccepted: true });
  return all.sort((one, other) => one.ordinal - other.ordinal || (one.centre < other.centre ? -1 : 1));
}

/** A study of any size without pictures; the same seed and definition give the same tables. */
export function tabularStudy(options: TabularStudyOptions): TabularStudy {
  const { patients, lesions } = options;
  const definition = demoOf(options.definition);
  const found = inTurn(options, definition);
  const isOut = (patient: SyntheticPatient): boolean => patient.lesions.some(({ exclusion }) => exclusion !== null);
  const included = found.filter((patient) => !isOut(patient)).slice(0, patients);
  const last = included.at(-1)?.ordinal ?? 0;
  const out = found.filter((patient) => isOut(patient) && patient.ordinal <= last);
  let seconds = lesions - included.length;
  const kept = included.flatMap((patient) => {
    const [first, second] = patient.lesions;
    const withSecond = second !== undefined && seconds > 0;
    if (withSecond) seconds--;
    return [first, ...(withSecond ? [second] : [])].flatMap((lesion) => (lesion ? [{ patient, lesion }] : []));
  });
  if (kept.length !== lesions) throw new RangeError(`the synthetic study gives ${kept.length} lesions of ${included.length} patients, not ${lesions}`);
  return {
    subjects: included.flatMap((patient) => (patient.lesions[0] ? [{ subject: subjectOf(patient), centre: patient.centre, answers: answersOf(definition, 'patient', patient, patient.lesions[0]) }] : [])),
    lesions: kept.map(({ patient, lesion }): TabularLesion => ({
      lesion: `${subjectOf(patient)}-L${lesion.ordinal}`, subject: subjectOf(patient), centre: patient.centre, scanDate: lesion.scanDate, device: lesion.deviceCode, answers: answersOf(definition, 'lesion', patient, lesion),
      outcome: { type: lesion.typeCode, malignant: lesion.profile.malignant, method: lesion.methodCode, specimenDate: lesion.specimenDate }, scores: scoresOf(lesion),
    })),
    exclusions: out.flatMap((patient) => patient.lesions.map(({ ordinal, exclusion }) => ({ lesion: `${subjectOf(patient)}-L${ordinal}`, subject: subjectOf(patient), centre: patient.centre, box: BOXES[exclusion ?? 'small'] }))),
  };
}
