import { ok, type Result } from '@echocohort/kernel';
import { describeValues, standardisedMeanDifference, standardisedShareDifference } from '@echocohort/statistics';
import type { BaselineCell, BaselineResult, BaselineVariable } from '../results/cohort.schema.ts';
import type { GroupName } from '../results/estimate.schema.ts';
import { GROUP_LABELS, GROUPS, lesionsOf, patientsOf, type Study } from '../study/study.ts';
import { categoricalTest, continuousTest } from './baseline-tests.ts';
import { characteristics, type Characteristic } from './baseline-variables.ts';

/** One person or lesion of a group with its value; `undefined` is sealed. */
interface Entry {
  readonly id: string;
  readonly value: number | string | null | undefined;
}

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

const EMPTY = { count: null, share: null, mean: null, deviation: null, median: null, lowerQuartile: null, upperQuartile: null, minimum: null, maximum: null } as const;

const numbers = (entries: readonly Entry[]): number[] => entries.map(({ value }) => value).filter((value): value is number => typeof value === 'number');
const missingOf = (entries: readonly Entry[]): Entry[] => entries.filter(({ value }) => value === null || value === undefined);

function counted(study: Study, { code, unit }: Characteristic, line: string, { group, entries }: Column, holds: (entry: Entry) => boolean): BaselineCell {
  const own = entries.filter(holds);
  const missing = missingOf(entries).length;
  return { ...EMPTY, group, n: entries.length - missing, missing, count: own.length, share: entries.length === 0 ? null : own.length / entries.length, ids: study.ids.add(`table1/${code}/${line}/${group}`, unit, own.map(({ id }) => id)) };
}

function described(study: Study, { code, unit }: Characteristic, { group, entries }: Column): BaselineCell {
  const { n, mean, deviation, minimum, maximum, quartiles } = describeValues(numbers(entries));
  const [lowerQuartile = null, median = null, upperQuartile = null] = quartiles.type7;
  const ids = study.ids.add(`table1/${code}/values/${group}`, unit, entries.filter(({ value }) => typeof value === 'number').map(({ id }) => id));
  return { ...EMPTY, group, n, missing: entries.length - n, mean, deviation, median, lowerQuartile, upperQuartile, minimum, maximum, ids };
}

function linesOf(study: Study, own: Characteristic, columns: readonly Column[]): BaselineVariable['lines'] {
  const shown = own.levels === null
    ? ([['mean-sd', { zh: '均值 ± 标准差', en: 'Mean ± SD' }], ['median-iqr', { zh: '中位数（四分位数）', en: 'Median (quartiles)' }], ['median-range', { zh: '中位数（范围）', en: 'Median (range)' }]] as const)
      .map(([kind, label]) => ({ code: kind, kind, label, cells: columns.map((column) => described(study, own, column)) }))
    : own.levels.map(({ code, label }) => ({ code, kind: 'level' as const, label, cells: columns.map((column) => counted(study, own, code, column, ({ value }) => value === code)) }));
  if (columns.every(({ entries }) => missingOf(entries).length === 0)) return shown;
  const sealed = columns.some(({ entries }) => entries.some(({ value }) => value === undefined));
  const label = sealed ? { zh: '缺失或密封', en: 'Missing or sealed' } : { zh: '缺失', en: 'Missing' };
  return [...shown, { code: 'missing', kind: 'missing', label, cells: columns.map((column) => counted(study, own, 'missing', column, ({ value }) => value === null || value === undefined)) }];
}

const levelCounts = ({ levels }: Characteristic, entries: readonly Entry[]): number[] => (levels ?? []).map(({ code }) => entries.filter(({ value }) => value === code).length);

function smdOf(own: Characteristic, columns: readonly Column[]): BaselineVariable['smd'] {
  const training = columns.find(({ group }) => group === 'training')?.entries ?? [];
  return columns.filter(({ group }) => group === 'internal_validation' || group === 'external_validation').map(({ group, entries }) => {
    const value = own.levels === null ? standardisedMeanDifference(numbers(training), numbers(entries)) : standardisedShareDifference(levelCounts(own, training), levelCounts(own, entries));
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
  const tested = own.levels === null ? continuousTest(numbers(first), numbers(second), basis) : categoricalTest(levelCounts(own, first).map((count, at) => [count, levelCounts(own, second)[at] ?? 0] as const), basis, `${study.options.seed}/${own.code}`);
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
      { zh: '百分比以该组全部患者或病灶为分母，缺失计入分母。', en: 'Percentages are of all patients or lesions of the group, the missing included.' },
      { zh: 'SMD 与训练集比较；p 仅比较训练集与外部验证集。', en: 'SMD against training; p compares training with the external set only.' },
    ],
  });
}
