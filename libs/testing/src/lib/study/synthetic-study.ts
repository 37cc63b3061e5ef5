import { addDays, seededRandom } from '@echocohort/kernel';
import { normal } from '../ultrasound/noise.ts';
import { lesionProfile, patientProfile, weighted } from './clinical-profile.ts';
import type { LesionProfile, PatientProfile } from './clinical-profile.ts';
import type { DemoForm } from './form-answers.ts';
import { madeUpPerson } from './made-up-person.ts';
import type { MadeUpPerson } from './made-up-person.ts';

/** What the generator needs of a study definition: what the API's study answer says fits. */
export interface DemoDefinition {
  readonly centres: readonly { readonly code: string; readonly role: 'development' | 'external' }[];
  readonly devices: readonly { readonly code: string; readonly centre: string; readonly manufacturer: string; readonly model: string; readonly transducer: string | null }[];
  readonly slots: readonly { readonly code: string; readonly order: number; readonly role: string; readonly imageType: string; readonly counted: boolean }[];
  readonly forms: readonly DemoForm[];
  readonly lesionTypes: readonly { readonly code: string; readonly malignant: boolean | null }[];
  readonly pathologyMethods: readonly { readonly code: string }[];
}

/** How far the demo takes a case; 'accepted' ones fill the cohort, the others make the boards worth looking at. */
export type CaseFate = 'accepted' | 'awaiting-panel' | 'incomplete' | 'queried' | 'answered' | 'forms-missing';

/** Why a case must fall out of the cohort although its pictures are fine; null = it must not. */
export type PlannedExclusion = 'small' | 'late-specimen' | 'local-therapy' | 'no-diagnosis' | null;

export interface SyntheticLesion {
  readonly ordinal: number;
  readonly seed: string;
  readonly profile: LesionProfile;
  readonly typeCode: string;
  readonly methodCode: string;
  /** The patient's own dates; they are shifted on their way out of the centre. */
  readonly scanDate: string;
  readonly specimenDate: string;
  readonly deviceCode: string;
  readonly fate: CaseFate;
  readonly exclusion: PlannedExclusion;
}

export interface SyntheticPatient {
  readonly centre: string;
  readonly external: boolean;
  /** Place in the centre, from 1. */
  readonly ordinal: number;
  readonly seed: string;
  readonly person: MadeUpPerson;
  readonly profile: PatientProfile;
  readonly birthDate: string;
  readonly lesions: readonly SyntheticLesion[];
}

export interface SyntheticStudyOptions {
  readonly definition: DemoDefinition;
  readonly seed: string;
  /** How many of the definition's centres take part; from both roles when more than one. */
  readonly centres?: number;
  readonly patientsPerCentre: number;
  /** That many centres, the first ones, get one patient more. */
  readonly extraPatients?: number;
  /** Share of malignant lesions; the paper has 0.807, the default of 0.6 leaves a small external set enough of both kinds. */
  readonly malignantShare?: number;
  /** Make every case complete and accepted (rehearsal), instead of a board with work left on it (demo). */
  readonly allAccepted?: boolean;
}

const EXCLUSIONS: Readonly<Record<string, Exclude<PlannedExclusion, null>>> = { '1:1': 'small', '4:2': 'late-specimen', '6:3': 'local-therapy', '8:0': 'no-diagnosis' };
const UNFINISHED: readonly CaseFate[] = ['incomplete', 'queried', 'awaiting-panel', 'answered', 'forms-missing'];

/** A whole study that never happened; the same seed and definition give the same study. */
export function syntheticStudy(options: SyntheticStudyOptions): SyntheticPatient[] {
  return takingPart(options).flatMap((centre, index) => centrePatients(options, centre, index));
}

/** The centres that take part: with fewer than all, the last one is external if the study has external centres. */
export function takingPart({ definition, centres }: SyntheticStudyOptions): DemoDefinition['centres'] {
  const count = Math.min(centres ?? definition.centres.length, definition.centres.length);
  if (count === definition.centres.length) return definition.centres;
  const external = definition.centres.filter((centre) => centre.role === 'external').slice(0, count > 1 ? Math.max(1, Math.floor(count / 6)) : 0);
  const development = definition.centres.filter((centre) => centre.role === 'development').slice(0, count - external.length);
  return [...development, ...external];
}

function centrePatients(options: SyntheticStudyOptions, centre: DemoDefinition['centres'][number], centreIndex: number): SyntheticPatient[] {
  const random = seededRandom(`${options.seed} ${centre.code}`);
  const count = options.patientsPerCentre + (centreIndex < (options.extraPatients ?? 0) ? 1 : 0);
  const malignancy = verdicts(count, options.malignantShare ?? 0.6, centreIndex, random);
  return malignancy.map((malignant, index) => onePatient(options, centre, centreIndex, index, malignant));
}

/** Exactly the share asked for in each centre, as near as whole patients allow, in drawn order: small centres keep both classes. */
function verdicts(count: number, share: number, centreIndex: number, random: () => number): boolean[] {
  const wanted = Math.floor(count * share + (centreIndex % 2 === 0 ? 0.5 : 0.25));
  const malignant = count > 1 ? Math.min(count - 1, Math.max(1, wanted)) : wanted;
  const keyed = Array.from({ length: count }, (_, index) => ({ malignant: index < malignant, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map((entry) => entry.malignant);
}

function onePatient(options: SyntheticStudyOptions, centre: DemoDefinition['centres'][number], centreIndex: number, index: number, malignant: boolean): SyntheticPatient {
  const seed = `${options.seed} ${centre.code} ${index}`;
  const random = seededRandom(`patient ${seed}`);
  const profile = patientProfile(malignant, random);
  const person = madeUpPerson(index + 1, random);
  const count = (centreIndex + index) % 7 === 6 ? 2 : 1;
  const year = 2018 - profile.ageYears;
  const birthDate = addDays(`${String(year).padStart(4, '0')}-01-01`, Math.floor(random() * 120)) ?? `${year}-01-01`;
  const external = centre.role === 'external';
  const lesions = Array.from({ length: count }, (_, lesion) => oneLesion(options, { centre, centreIndex, index, lesion, malignant, seed, external }));
  return { centre: centre.code, external, ordinal: index + 1, seed, person, profile, birthDate, lesions };
}

interface Place {
  readonly centre: DemoDefinition['centres'][number];
  readonly centreIndex: number;
  readonly index: number;
  readonly lesion: number;
  readonly malignant: boolean;
  readonly seed: string;
  readonly external: boolean;
}

function oneLesion(options: SyntheticStudyOptions, place: Place): SyntheticLesion {
  const random = seededRandom(`lesion ${place.seed} ${place.lesion}`);
  const { definition } = options;
  const exclusion = place.lesion > 0 || place.external ? null : (EXCLUSIONS[`${place.centreIndex}:${place.index}`] ?? null);
  const drawn = lesionProfile(place.malignant, random);
  const diameterCm = exclusion === 'small' ? 0.9 : drawn.diameterCm;
  const scanDate = addDays('2018-05-02', Math.floor(random() * 410)) ?? '2018-05-02';
  const specimenDays = exclusion === 'late-specimen' ? 46 : Math.max(0, Math.min(29, Math.round(Math.abs(normal(random, 0, 9)))));
  const devices = definition.devices.filter((device) => device.centre === place.centre.code);
  const device = devices[(place.index + place.lesion) % Math.max(1, devices.length)];
  const methods = definition.pathologyMethods.map((method) => method.code);
  return {
    ordinal: place.lesion + 1, seed: `${place.seed} ${place.lesion}`, scanDate, exclusion,
    profile: { ...drawn, diameterCm, look: { ...drawn.look, diameterCm } },
    typeCode: exclusion === 'no-diagnosis' ? noDiagnosis(definition) : lesionType(definition, place.malignant, random),
    methodCode: methods.find((code) => code.includes(drawn.method)) ?? methods[0] ?? drawn.method,
    specimenDate: addDays(scanDate, specimenDays) ?? scanDate,
    deviceCode: device?.code ?? 'none',
    fate: fateOf(options, place),
  };
}

/** Types in the definition's order with falling weights: the first malignant and the first benign one are the usual ones. */
function lesionType(definition: DemoDefinition, malignant: boolean, random: () => number): string {
  const codes = definition.lesionTypes.filter((type) => type.malignant === malignant).map((type) => type.code);
  return weighted(random, Object.fromEntries(codes.map((code, index) => [code, 100 * 0.45 ** index])));
}

/** The type for a report that reached no diagnosis: of those without a verdict, the one that needs no free text. */
function noDiagnosis(definition: DemoDefinition): string {
  const open = definition.lesionTypes.filter((type) => type.malignant === null);
  return (open.find((type) => /indefinite|undetermined|no-/.test(type.code)) ?? open.at(-1))?.code ?? 'none';
}

function fateOf(options: SyntheticStudyOptions, place: Place): CaseFate {
  if (options.allAccepted || place.external) return 'accepted';
  const last = place.index === options.patientsPerCentre - 1 && place.lesion === 0;
  return last ? (UNFINISHED[place.centreIndex % UNFINISHED.length] ?? 'incomplete') : 'accepted';
}
