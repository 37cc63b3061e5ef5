import type { AnalysisEstimate } from '@echocohort/analyses';
import type { FigureLanguage } from './chart.ts';

/** The minus sign, not the hyphen. */
export const withMinus = (text: string): string => text.replace(/^-/, '−');

/** A number to so many decimals; "-0.00" becomes "0.00". */
export function decimals(value: number, places: number): string {
  const text = value.toFixed(places);
  return withMinus(Number(text) === 0 ? text.replace('-', '') : text);
}

/** "0.925 (0.886–0.963)", without the bracket where there is no interval, and in words where there is no number. */
export function estimateText({ value, lower, upper }: Pick<AnalysisEstimate, 'value' | 'lower' | 'upper'>, places: number, language: FigureLanguage): string {
  if (value === null) return language === 'zh' ? '无法估计' : 'not estimable';
  return lower === null || upper === null ? decimals(value, places) : `${decimals(value, places)} (${decimals(lower, places)}${lower < 0 ? (language === 'zh' ? ' 至 ' : ' to ') : '–'}${decimals(upper, places)})`;
}

/** Whole numbers with thin groups are read wrongly in tables of two languages; counts stay plain. */
export const count = (value: number): string => String(value);

/** The level of an interval, "95%". */
export const levelText = (level: number): string => `${Number((level * 100).toFixed(3))}%`;
