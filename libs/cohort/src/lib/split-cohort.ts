import { ok, refuse, seededRandom, type Result } from '@echocohort/kernel';
import { allocateStrata, type Ratio, type Stratum } from './allocate-strata.ts';
import type { StudySet } from './cohort-case.ts';
import { patientFolds } from './folds.ts';
import { sha256OfText } from './sha256.ts';
import { spreadSizes } from './spread-sizes.ts';
import { composeSum, countSizes, reachableSums, type SizeCounts } from './subset-sums.ts';

/** A lesion as the split sees it. */
export interface SplitLesion {
  readonly lesion: string;
  readonly patient: string;
  readonly centre: string;
  /** Malignancy of a lesion of a development centre; for an external centre it is never looked at. */
  readonly malignant: boolean | null;
  /** Values of further columns that strata may be made of. */
  readonly strata?: Readonly<Record<string, string>>;
}

export interface SplitRequest {
  readonly lesions: readonly SplitLesion[];
  readonly externalCentres: ReadonlySet<string>;
  readonly ratio: Ratio;
  readonly seed: string;
  /** `centre`, `malignant`, or names of `strata`; centre and malignancy when absent. */
  readonly stratifyBy?: readonly string[];
  /** Folds for cross-validation inside development; none when absent. */
  readonly folds?: number;
}

export interface SplitRow {
  readonly lesion: string;
  readonly patient: string;
  readonly centre: string;
  readonly set: StudySet;
  /** Fold of a development lesion, from 1, by patient; null for external ones, absent when no folds were asked for. */
  readonly fold?: number | null;
}

export interface SplitSetCount {
  readonly set: StudySet;
  readonly patients: number;
  readonly lesions: number;
  readonly byCentre: Readonly<Record<string, number>>;
}

export interface Split {
  /** By lesion code. */
  readonly rows: readonly SplitRow[];
  readonly sets: readonly SplitSetCount[];
  /** Lesions that the ratio asks for in training; a fraction when the ratio does not divide the number. */
  readonly wanted: number;
  /** True when training holds exactly that number. */
  readonly exact: boolean;
  /** SHA-256 of the rows: what the audit keeps of the result. */
  readonly assignment: string;
}

interface Patient {
  readonly code: string;
  readonly stratum: string;
  readonly lesions: SplitLesion[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function shuffle<T>(entries: readonly T[], random: () => number): T[] {
  const list = [...entries];
  for (let index = list.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const [a, b] = [list[index], list[other]];
    if (a !== undefined && b !== undefined) [list[index], list[other]] = [b, a];
  }
  return list;
}

/** What a patient's lesions say of one column. One malignant lesion makes the patient malignant; else differing values make a value of their own. */
function stratumPart(lesions: readonly SplitLesion[], column: string): string {
  if (column === 'centre') return lesions[0]?.centre ?? '';
  if (column === 'malignant') return lesions.some((lesion) => lesion.malignant === true) ? 'malignant' : lesions.every((lesion) => lesion.malignant === null) ? 'unknown' : 'benign';
  return [...new Set(lesions.map((lesion) => lesion.strata?.[column] ?? ''))].sort(byText).join('+');
}

const stratumOf = (lesions: readonly SplitLesion[], by: readonly string[]): string => JSON.stringify(by.map((column) => stratumPart(lesions, column)));

function groupPatients(lesions: readonly SplitLesion[], by: readonly string[]): Result<Patient[]> {
  const seen = new Set<string>();
  const groups = new Map<string, SplitLesion[]>();
  for (const lesion of lesions) {
    if (seen.has(lesion.lesion)) return refuse({ code: 'split-lesion-twice', detail: `Lesion ${lesion.lesion} is listed twice.` });
    seen.add(lesion.lesion);
    const group = groups.get(lesion.patient);
    if (!group) groups.set(lesion.patient, [lesion]);
    else if (group[0]?.centre !== lesion.centre) return refuse({ code: 'split-patient-in-two-centres', detail: `Patient ${lesion.patient} has lesions in two centres; a split by centre would tear the patient apart.` });
    else group.push(lesion);
  }
  return ok([...groups].map(([code, group]) => ({ code, lesions: group, stratum: stratumOf(group, by) })).sort((a, b) => byText(a.code, b.code)));
}

function checkRequest(request: SplitRequest): Result<Ratio> {
  const { training, internal } = request.ratio;
  const whole = Number.isInteger(training) && Number.isInteger(internal) && training >= 1 && internal >= 1 && training <= 1000 && internal <= 1000;
  if (!whole) return refuse({ code: 'split-ratio-wrong', detail: 'The ratio must be two whole numbers from 1 to 1000, for instance 4:1.', field: 'ratio' });
  if (request.folds !== undefined && (!Number.isInteger(request.folds) || request.folds < 2 || request.folds > 100)) return refuse({ code: 'split-folds-wrong', detail: 'Folds must be a whole number from 2 to 100.', field: 'folds' });
  if (request.seed === '') return refuse({ code: 'split-seed-missing', detail: 'Give a seed; the same seed gives the same sets on any machine.', field: 'seed' });
  return ok(request.ratio);
}

/** Number of lesions of training next to the wish that whole patients can make up; of two as near, the larger. */
function nearestReachable(sizes: Iterable<number>, lesions: number, ratio: Ratio): number {
  const reachable = reachableSums(countSizes(sizes));
  const parts = ratio.training + ratio.internal;
  const distance = (sum: number): number => Math.abs(sum * parts - lesions * ratio.training);
  let best = 0;
  for (let sum = 1; sum <= lesions; sum++) if (reachable[sum] && distance(sum) <= distance(best)) best = sum;
  return best;
}

/** The patients of one stratum who go to training: so many of each size, the persons by the seed. */
function choosePatients(patients: readonly Patient[], taken: SizeCounts, random: () => number): string[] {
  const left = new Map(taken);
  const chosen: string[] = [];
  for (const patient of shuffle(patients, random)) {
    const more = left.get(patient.lesions.length) ?? 0;
    if (more === 0) continue;
    left.set(patient.lesions.length, more - 1);
    chosen.push(patient.code);
  }
  return chosen;
}

/** How many patients of each size go to training from every stratum. The number of lesions in all is met exactly. */
function sizesByStratum(strata: readonly { readonly lesions: number; readonly sizes: SizeCounts }[], target: number, ratio: Ratio): SizeCounts[] {
  const allocation = allocateStrata(strata.map(({ lesions, sizes }): Stratum => ({ lesions, reachable: reachableSums(sizes) })), target, ratio);
  if (allocation === null) throw new RangeError('no allocation gives a sum that was found to be reachable');
  if (allocation !== 'too-large') {
    return strata.map(({ sizes }, index) => {
      const taken = composeSum(sizes, allocation.training[index] ?? 0);
      if (!taken) throw new RangeError('a stratum was given a number of lesions that its patients cannot make up');
      return taken;
    });
  }
  const all = new Map<number, number>();
  for (const { sizes } of strata) for (const [size, count] of sizes) all.set(size, (all.get(size) ?? 0) + count);
  const taken = composeSum(all, target);
  if (!taken) throw new RangeError('no choice of patients gives a sum that was found to be reachable');
  return spreadSizes(strata, taken, ratio);
}

/** Codes of the patients who go to training. */
function trainingPatients(development: readonly Patient[], ratio: Ratio, seed: string): Set<string> {
  const random = seededRandom(seed);
  const lesions = development.reduce((sum, patient) => sum + patient.lesions.length, 0);
  const target = nearestReachable(development.map((patient) => patient.lesions.length), lesions, ratio);
  const groups = new Map<string, Patient[]>();
  for (const patient of development) {
    const group = groups.get(patient.stratum);
    if (group) group.push(patient);
    else groups.set(patient.stratum, [patient]);
  }
  // Strata in an order drawn by the seed, so that no centre is always the one to give or take when shares cannot all be met.
  const names = shuffle([...groups.keys()].sort(byText), random);
  const strata = names.map((name) => {
    const sizes = countSizes((groups.get(name) ?? []).map((patient) => patient.lesions.length));
    return { lesions: [...sizes].reduce((sum, [size, count]) => sum + size * count, 0), sizes };
  });
  const taken = sizesByStratum(strata, target, ratio);
  return new Set(names.flatMap((name, index) => choosePatients(groups.get(name) ?? [], taken[index] ?? new Map(), random)));
}

/** What one set holds. */
export function countSet(rows: readonly SplitRow[], set: StudySet): SplitSetCount {
  const own = rows.filter((row) => row.set === set);
  const byCentre: Record<string, number> = {};
  for (const row of [...own].sort((a, b) => byText(a.centre, b.centre))) byCentre[row.centre] = (byCentre[row.centre] ?? 0) + 1;
  return { set, lesions: own.length, patients: new Set(own.map((row) => row.patient)).size, byCentre };
}

/** The rows as canonical JSON (RFC 8785): members in the order of their names, said here once instead of sorted for every row. */
export const rowsText = (rows: readonly SplitRow[]): string => JSON.stringify(rows.map(({ centre, fold, lesion, patient, set }) => (fold === undefined ? { centre, lesion, patient, set } : { centre, fold, lesion, patient, set })));

/** Fold of each development lesion, from 1; null when none were asked for. */
function foldsOf(development: readonly Patient[], { folds, seed }: SplitRequest): ReadonlyMap<string, number> | null {
  if (folds === undefined) return null;
  const drawn = patientFolds(development.flatMap(({ lesions }) => lesions), folds, `${seed}/folds`);
  return new Map([...drawn].map(([lesion, fold]) => [lesion, fold + 1]));
}

/**
 * Splits by centre, then development lesions into training and internal validation (paper 2.1: 4:1 by the numbers of
 * lesions, patients whole). The ratio is exact whenever any choice of whole patients makes it so, else the nearest.
 */
export function splitCohort(request: SplitRequest): Result<Split> {
  const checked = checkRequest(request);
  if (!checked.ok) return checked;
  const grouped = groupPatients(request.lesions, request.stratifyBy ?? ['centre', 'malignant']);
  if (!grouped.ok) return grouped;
  const isExternal = (patient: Patient): boolean => request.externalCentres.has(patient.lesions[0]?.centre ?? '');
  const development = grouped.value.filter((patient) => !isExternal(patient));
  if (development.length === 0) return refuse({ code: 'split-without-development', detail: 'No lesion belongs to a development centre, so there is nothing to divide.' });
  const training = trainingPatients(development, request.ratio, request.seed);
  const folds = foldsOf(development, request);
  const rows = grouped.value.flatMap((patient) => {
    const set: StudySet = isExternal(patient) ? 'external_validation' : training.has(patient.code) ? 'training' : 'internal_validation';
    return patient.lesions.map(({ lesion, centre }): SplitRow => ({ lesion, patient: patient.code, centre, set, ...(folds === null ? {} : { fold: folds.get(lesion) ?? null }) }));
  }).sort((a, b) => byText(a.lesion, b.lesion));
  const sets = (['training', 'internal_validation', 'external_validation'] as const).map((set) => countSet(rows, set));
  const lesions = development.reduce((sum, patient) => sum + patient.lesions.length, 0);
  const wanted = (lesions * request.ratio.training) / (request.ratio.training + request.ratio.internal);
  return ok({ rows, sets, wanted, exact: sets[0]?.lesions === wanted, assignment: sha256OfText(rowsText(rows)) });
}
