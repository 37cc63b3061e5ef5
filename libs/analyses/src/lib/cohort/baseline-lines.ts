import type { LocalText } from '@echocohort/kernel';
import { describeValues } from '@echocohort/statistics';
import type { BaselineCell, BaselineVariable } from '../results/cohort.schema.ts';
import type { BaselineValue } from './baseline-variables.ts';

/** One person or lesion of a group with its value. */
export interface Entry {
  readonly id: string;
  readonly value: BaselineValue;
}

/** The numbers of a cell, and who is counted in it. */
export interface CountedCell {
  readonly numbers: Omit<BaselineCell, 'group' | 'ids'>;
  readonly ids: readonly string[];
}

/** A line of Table 1, one cell for each column. */
export interface BaselineLine {
  readonly code: string;
  readonly kind: BaselineVariable['lines'][number]['kind'];
  readonly label: LocalText;
  readonly cells: readonly CountedCell[];
}

/** What every share of the table is a share of. */
export const DENOMINATOR_NOTE: LocalText = { zh: '百分比以该组全部患者或病灶为分母，缺失计入分母。', en: 'Percentages are of all patients or lesions of the group, the missing included.' };

const EMPTY = { count: null, share: null, mean: null, deviation: null, median: null, lowerQuartile: null, upperQuartile: null, minimum: null, maximum: null } as const;

/** The values of a continuous characteristic. */
export const numbersOf = (entries: readonly Entry[]): number[] => entries.map(({ value }) => value).filter((value): value is number => typeof value === 'number');

const isMissing = ({ value }: Entry): boolean => value === null || value === undefined;
const missingIn = (entries: readonly Entry[]): number => entries.filter(isMissing).length;

/** Shares are of everybody in the column, the missing included: the denominator that the table's note states. */
function counted(entries: readonly Entry[], holds: (entry: Entry) => boolean): CountedCell {
  const own = entries.filter(holds);
  const missing = missingIn(entries);
  return { numbers: { ...EMPTY, n: entries.length - missing, missing, count: own.length, share: entries.length === 0 ? null : own.length / entries.length }, ids: own.map(({ id }) => id) };
}

function described(entries: readonly Entry[]): CountedCell {
  const { n, mean, deviation, minimum, maximum, quartiles } = describeValues(numbersOf(entries));
  const [lowerQuartile = null, median = null, upperQuartile = null] = quartiles.type7;
  return { numbers: { ...EMPTY, n, missing: entries.length - n, mean, deviation, median, lowerQuartile, upperQuartile, minimum, maximum }, ids: entries.filter(({ value }) => typeof value === 'number').map(({ id }) => id) };
}

const DESCRIPTIONS = [['mean-sd', { zh: '均值 ± 标准差', en: 'Mean ± SD' }], ['median-iqr', { zh: '中位数（四分位数）', en: 'Median (quartiles)' }], ['median-range', { zh: '中位数（范围）', en: 'Median (range)' }]] as const;

/** The lines of one characteristic: three descriptions or one line a level, and one for the missing where there are any. */
export function baselineLines(levels: readonly { readonly code: string; readonly label: LocalText }[] | null, columns: readonly (readonly Entry[])[]): BaselineLine[] {
  const shown = levels === null
    ? DESCRIPTIONS.map(([kind, label]): BaselineLine => ({ code: kind, kind, label, cells: columns.map(described) }))
    : levels.map(({ code, label }): BaselineLine => ({ code, kind: 'level', label, cells: columns.map((entries) => counted(entries, ({ value }) => value === code)) }));
  if (columns.every((entries) => missingIn(entries) === 0)) return shown;
  const sealed = columns.some((entries) => entries.some(({ value }) => value === undefined));
  const label = sealed ? { zh: '缺失或密封', en: 'Missing or sealed' } : { zh: '缺失', en: 'Missing' };
  return [...shown, { code: 'missing', kind: 'missing', label, cells: columns.map((entries) => counted(entries, isMissing)) }];
}
