import { methodName, type Unit } from '@echocohort/analyses';
import type { FigureLanguage } from './chart.ts';
import { levelText } from './numbers.ts';

/** How a number was made: what its tooltip says on a page and in a chart alike. */
export interface NumberFacts {
  readonly method: string;
  /** The published definition or function of R; empty for a plain count. */
  readonly reference: string;
  readonly n: number;
  readonly unit: Unit;
  /** Malignant among n, or the numerator of a proportion. */
  readonly events?: number | null;
  readonly dropped?: number;
  readonly level?: number | null;
  readonly intervalMethod?: string | null;
}

/** What is counted, in words. */
export const UNIT_WORDS: Readonly<Record<Unit, Readonly<Record<FigureLanguage, string>>>> = {
  image: { zh: '图像', en: 'images' }, lesion: { zh: '病灶', en: 'lesions' }, patient: { zh: '患者', en: 'patients' }, reader: { zh: '阅片者', en: 'readers' },
};

const WORDS = {
  en: { n: (n: number, unit: string): string => `n = ${n} (${unit})`, events: (n: number): string => `of these ${n}`, dropped: (n: number): string => `${n} left out for a missing value`, interval: (level: string, method: string): string => `${level} interval: ${method}` },
  zh: { n: (n: number, unit: string): string => `例数 n = ${n}（${unit}）`, events: (n: number): string => `其中恶性/分子 ${n}`, dropped: (n: number): string => `缺失而未计 ${n}`, interval: (level: string, method: string): string => `${level} 区间：${method}` },
} as const;

/** Method first, then n with its unit, then how the interval was made. */
export function factLines({ method, reference, n, unit, events, dropped = 0, level, intervalMethod }: NumberFacts, language: FigureLanguage): string[] {
  const words = WORDS[language];
  return [
    [methodName(method, language), reference].filter((part) => part !== '').join(' · '),
    [words.n(n, UNIT_WORDS[unit][language]), ...(typeof events === 'number' ? [words.events(events)] : []), ...(dropped > 0 ? [words.dropped(dropped)] : [])].join(' · '),
    ...(typeof intervalMethod === 'string' && intervalMethod !== '' && typeof level === 'number' ? [words.interval(levelText(level), methodName(intervalMethod, language))] : []),
  ];
}
