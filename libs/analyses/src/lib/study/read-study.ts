import { SEALED, STUDY_SETS, type StudySet } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { OpenedOutcome, RecordRow, StudyRecords } from '../records.ts';
import { withoutLateValue } from './late-value.ts';
import { cellNumber, studyVariables, valueOf, type StudyVariable } from './variables.ts';

/** An included lesion with its patient, its outcome and its values. */
export interface StudyLesion {
  readonly lesion: string;
  readonly patient: string;
  readonly centre: string | null;
  readonly set: StudySet;
  /** Null: sealed, or without a definite pathology. */
  readonly malignant: boolean | null;
  readonly sealed: boolean;
  readonly histology: string | null;
  readonly pathologyMethod: string | null;
  readonly scanDate: string | null;
  readonly specimenDate: string | null;
  /** The row of lesions.tsv and of participants.tsv. */
  readonly row: RecordRow;
  readonly participant: RecordRow;
  /** Values of the analysis variables by code. */
  readonly values: Readonly<Record<string, number | string | null>>;
}

/** The included lesions in the order of their codes, with the variables of the study. */
export interface StudyTable {
  readonly variables: readonly StudyVariable[];
  readonly lesions: readonly StudyLesion[];
  readonly warnings: readonly string[];
}

const wrong = (code: string, detail: string): Result<never> => refuse({ code, detail });

/** Rows by a code that must be unique. */
function byCode(rows: readonly RecordRow[], column: string, table: string): Result<Map<string, RecordRow>> {
  const found = new Map<string, RecordRow>();
  for (const row of rows) {
    const code = row[column];
    if (!code) return wrong('code-missing', `${table} has a row without ${column}.`);
    if (found.has(code)) return wrong('code-duplicated', `${table} names one ${column} twice.`);
    found.set(code, row);
  }
  return ok(found);
}

const isSet = (text: string | null | undefined): text is StudySet => STUDY_SETS.some((set) => set === text);

/** A patient's lesions must lie in one set: two cohorts that share a patient are not independent. */
function patientsWhole(splits: readonly RecordRow[]): Result<null> {
  const setOf = new Map<string, string>();
  for (const { patient, set, lesion } of splits) {
    if (!patient || !lesion || !isSet(set)) return wrong('split-unreadable', 'splits.tsv has a row without a lesion, a patient or a set of the study.');
    if ((setOf.get(patient) ?? set) !== set) return wrong('patient-in-two-sets', 'A patient has lesions in two sets, so the sets are not independent; lock the cohort again with whole patients.');
    setOf.set(patient, set);
  }
  return ok(null);
}

interface Outcome {
  readonly malignant: boolean | null;
  readonly sealed: boolean;
  readonly histology: string | null;
  readonly pathologyMethod: string | null;
  readonly specimenDate: string | null;
}

function outcomeOf(row: RecordRow, opened: OpenedOutcome | undefined): Outcome {
  if (row['malignant'] === SEALED) {
    if (!opened) return { malignant: null, sealed: true, histology: null, pathologyMethod: null, specimenDate: null };
    const { malignant, histology, pathologyMethod, specimenDate } = opened;
    return { malignant, sealed: false, histology, pathologyMethod, specimenDate };
  }
  const malignant = row['malignant'] === '1' ? true : row['malignant'] === '0' ? false : null;
  return { malignant, sealed: false, histology: row['histology'] ?? null, pathologyMethod: row['pathology_method'] ?? null, specimenDate: row['specimen_date'] ?? null };
}

/** Joins the tables of the snapshot: one record for each lesion of the split. Refuses tables that contradict each other. */
export function readStudy(records: StudyRecords): Result<StudyTable> {
  const tables = { lesions: byCode(records.lesions, 'lesion', 'lesions.tsv'), participants: byCode(records.participants, 'subject', 'participants.tsv'), splits: byCode(records.splits, 'lesion', 'splits.tsv') };
  const { lesions, participants, splits } = tables;
  if (!lesions.ok) return lesions;
  if (!participants.ok) return participants;
  if (!splits.ok) return splits;
  const whole = patientsWhole(records.splits);
  if (!whole.ok) return whole;
  const opened = new Map(records.opened.map((outcome) => [outcome.lesion, outcome]));
  if (opened.size !== records.opened.length) return wrong('code-duplicated', 'The opened outcomes name a lesion twice.');
  const variables = studyVariables(records.definition);
  const found: StudyLesion[] = [];
  const late = new Set<string>();
  for (const [lesion, split] of [...splits.value].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [row, patient, set] = [lesions.value.get(lesion), split['patient'] ?? '', split['set']];
    const own = participants.value.get(patient);
    if (!row || !own || !isSet(set) || (row['subject'] ?? patient) !== patient) return wrong('tables-disagree', 'splits.tsv names a lesion or a patient that lesions.tsv and participants.tsv do not have, or have differently.');
    const judged = withoutLateValue(records.definition, row, own);
    if (judged.late) late.add(patient);
    const values = Object.fromEntries(variables.map((variable) => [variable.code, valueOf(variable, variable.scope === 'patient' ? judged.participant : row)]));
    found.push({ lesion, patient, centre: row['centre'] ?? null, set, ...outcomeOf(row, opened.get(lesion)), scanDate: row['scan_date'] ?? null, row, participant: judged.participant, values });
  }
  if (found.length === 0) return wrong('no-lesions', 'The split holds no lesion, so there is nothing to analyse.');
  const warnings = late.size === 0 ? [] : [`late-value: in ${late.size} patients ${records.definition.eligibility.afpWindow?.value ?? ''} was measured outside its window and counts as missing`];
  return ok({ variables, lesions: found, warnings });
}

/** The diameter of a lesion: the continuous variable that the strata are cut from, or null. */
export function diameterOf({ variables }: StudyTable, { row }: StudyLesion): number | null {
  const item = variables.find(({ definition, scope }) => definition.strata !== undefined && scope === 'lesion')?.definition.item;
  return item === undefined ? null : cellNumber(row[item]);
}
