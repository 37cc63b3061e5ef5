import { methodName, type AnalysisEstimate, type TestResult } from '@echocohort/analyses';
import { decimals, estimateText, levelText } from '@echocohort/figures';
import type { Facts } from './report-content.ts';
import type { ReportSource } from './report-source.ts';

/** An estimate with its interval; what cannot be estimated says so. */
export const shownEstimate = (source: ReportSource, estimate: AnalysisEstimate, places = 3): string => estimateText(estimate, places, source.language);

/** An odds ratio: large ones are not known to the second decimal. */
export const shownOdds = (source: ReportSource, estimate: Pick<AnalysisEstimate, 'value' | 'lower' | 'upper'>): string => estimateText(estimate, (estimate.value ?? 0) >= 1000 ? 0 : (estimate.value ?? 0) >= 100 ? 1 : 2, source.language);

/** A proportion as per cent with its interval, "86.4 (82.3–89.6)". */
export function shownPercent(source: ReportSource, { value, lower, upper }: AnalysisEstimate): string {
  const hundred = (part: number | null): number | null => (part === null ? null : part * 100);
  return estimateText({ value: hundred(value), lower: hundred(lower), upper: hundred(upper) }, 1, source.language);
}

/** A number or a dash; never NaN. */
export const shownNumber = (value: number | null, places: number): string => (value === null || !Number.isFinite(value) ? '–' : decimals(value, places));

/** p as the analysis printed it, or why there is none. */
export const shownP = (source: ReportSource, test: TestResult | null): string => (test === null ? '–' : test.p === null ? source.say('not estimable', '无法估计') : test.shown);

/** p adjusted for the other tests of the family. */
export const shownAdjusted = (test: TestResult): string => (test.adjusted === null ? '–' : (test.adjustedShown ?? '–'));

const unique = (values: readonly string[]): string[] => [...new Set(values)];

type Provenanced = Pick<AnalysisEstimate, 'method' | 'reference' | 'source' | 'unit'> & { readonly level?: number | null; readonly intervalMethod?: string | null };

/** The facts of a table out of the numbers in it. `n` is a text: tables often hold several. */
export function factsOf(source: ReportSource, numbers: readonly Provenanced[], n: string, method?: string): Facts {
  const levels = unique(numbers.flatMap(({ level }) => (level === null || level === undefined ? [] : [levelText(level)])));
  const methods = unique(numbers.map((number) => `${methodName(number.method, source.language)} (${number.reference})`));
  const intervals = unique(numbers.flatMap(({ intervalMethod }) => (intervalMethod ? [intervalMethod] : [])));
  const between = source.say('; ', '；');
  const intervalText = intervals.length === 0 ? [] : [`${source.say('intervals', '区间')}: ${intervals.join(', ')}`];
  return {
    method: [...(method ? [method] : methods.slice(0, 6)), ...intervalText].join(between) || source.say('nothing could be computed', '无可计算项'), n: n || '0',
    unit: unique(numbers.map(({ unit }) => source.unit(unit))).join(', ') || source.unit('lesion'),
    source: unique(numbers.flatMap((number) => number.source)).join(', ') || 'SNAPSHOT.json',
    level: levels.length === 0 ? null : levels.join(', '),
  };
}

/** "Training 1500 (1215 malignant)", set by set. */
export function setsText(source: ReportSource, cells: readonly { readonly group: Parameters<ReportSource['group']>[0]; readonly n: number; readonly events: number }[]): string {
  // Model-LBC has a risk only where every factor is known; the set is as large as its most complete model sees it.
  const seen = new Map<string, (typeof cells)[number]>();
  for (const cell of cells) if (cell.n > (seen.get(cell.group)?.n ?? -1)) seen.set(cell.group, cell);
  return [...seen.values()].map(({ group, n, events }) => `${source.group(group)} ${n} (${source.say(`${events} malignant`, `恶性 ${events}`)})`).join(source.say(', ', '，'));
}
