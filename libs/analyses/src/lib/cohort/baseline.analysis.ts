import { ok, type Result } from '@echocohort/kernel';
import { standardisedMeanDifference, standardisedShareDifference } from '@echocohort/statistics';
import type { BaselineCell, BaselineResult, BaselineVariable } from '../results/cohort.schema.ts';
import type { GroupName } from '../results/estimate.schema.ts';
import { GROUP_LABELS, GROUPS, lesionsOf, patientsOf, type Study } from '../study/study.ts';
import { baselineLines, DENOMINATOR_NOTE, numbersOf, type Entry } from './baseline-lines.ts';
import { categoricalTest, continuousTest } from './baseline-tests.ts';
import { characteristics, type Characteristic } from './baseline-variables.ts';

interface Column {
  readonly group: GroupName;
  readonly entries: readonly Entry[];
}

/** The rows that a characteristic is counted over: each patient once, or every lesion. */
function columnsOf(study: Study, { unit, read }: Characteristic): Column[] {
  return GROUPS.map((group) => {
    const lesions = lesionsOf(study, group);
    if (unit === 'lesion') return { group, entries: lesions.map((lesion) => ({ id: lesion.lesion, value: read(lesion) })) };
    const first = new Map(lesions.map((lesion) => [lesion.patient, lesion] as const).reverse());
    return { group, entries: patientsOf(lesions).map((id) => ({ id, value: first.has(id) ? read(first.get(id) ?? lesions[0] ?? raise()) : null })) };
  });
}

function raise(): never {
  throw new RangeError('a patient without a lesion');
}

function linesOf(study: Study, { code, unit, levels }: Characteristic, columns: readonly Column[]): BaselineVariable['lines'] {
  return baselineLines(levels, columns.map(({ entries }) => entries)).map((line) => ({
    code: line.code, kind: line.kind, label: line.label,
    cells: columns.flatMap(({ group }, at): BaselineCell[] => {
      const cell = line.cells[at];
      const place = line.kind === 'level' || line.kind === 'missing' ? line.code : 'values';
      return cell ? [{ ...cell.numbers, group, ids: study.ids.add(`table1/${code}/${place}/${group}`, unit, cell.ids) }] : [];
    }),
  }));
}

const levelCounts = ({ levels }: Characteristic, entries: readonly Entry[]): number[] => (levels ?? []).map(({ code }) => entries.filter(({ value }) => value === code).length);

function smdOf(own: Characteristic, columns: readonly Column[]): BaselineVariable['smd'] {
  const training = columns.find(({ group }) => group === 'training')?.entries ?? [];
  return columns.filter(({ group }) => group === 'internal_validation' || group === 'external_validation').map(({ group, entries }) => {
    const value = own.levels === null ? standardisedMeanDifference(numbersOf(training), numbersOf(entries)) : standardisedShareDifference(levelCounts(own, training), levelCounts(own, entries));
    const known = value !== null && Number.isFinite(value);
    return { group, against: 'training', value: known ? value : null, refusal: known ? null : { code: 'not-estimable', detail: 'One of the groups has no values, or no variation.' } };
  });
}

function variableOf(study: Study, own: Characteristic, shared: boolean): BaselineVariable {
  const columns = columnsOf(study, own);
  const [training, external] = (['training', 'external_validation'] as const).map((wanted) => columns.find(({ group }) => group === wanted)?.entries ?? []);
  const sealed = external?.some(({ value }) => value === undefined) === true;
  const basis = { unit: own.unit, source: [own.unit === 'patient' ? 'participants.tsv' : 'lesions.tsv', 'splits.tsv'], ids: null };
  const [first, second] = [training ?? [], external ?? []];
  const tested = own.levels === null ? continuousTest(numbersOf(first), numbersOf(second), basis) : categoricalTest(levelCounts(own, first).map((count, at) => [count, levelCounts(own, second)[at] ?? 0] as const), basis, `${study.options.seed}/${own.code}`);
  return {
    code: own.code, label: own.label, unit: own.unit, kind: own.levels === null ? 'continuous' : 'categorical', measuredIn: own.measuredIn, lines: linesOf(study, own, columns), smd: smdOf(own, columns),
    test: sealed || second.length === 0 ? null : tested,
    warnings: own.unit === 'lesion' && shared ? ['lesions-of-one-patient: some patients have several lesions, which the test takes as independent'] : [],
  };
}

/**
 * Baseline characteristics (paper Table 1): patients and lesions apart, missing values in a line of their own, standardised differences
 * against training, and p only for the external set, since between sets that were split at random it would test the random numbers.
 */
export function baselineAnalysis(study: Study): Result<BaselineResult> {
  const shared = patientsOf(study.table.lesions).length < study.table.lesions.length;
  return ok({
    columns: GROUPS.map((group) => ({ group, label: GROUP_LABELS[group], patients: patientsOf(lesionsOf(study, group)).length, lesions: lesionsOf(study, group).length })),
    variables: characteristics(study).map((own) => variableOf(study, own, shared)),
    notes: [
      DENOMINATOR_NOTE,
      { zh: 'SMD 与训练集比较；p 仅比较训练集与外部验证集。', en: 'SMD against training; p compares training with the external set only.' },
    ],
  });
}
