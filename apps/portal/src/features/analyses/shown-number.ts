import { methodName, noteText, refusalText, type RefusedNumber, type Unit } from '@echocohort/analyses';
import { levelText } from '@echocohort/figures';
import { fillWords, type Locale, type WordValues } from '../../components/words/fill-words.ts';
import { analysesWords } from './analyses.words.ts';

/** What a reader needs to judge a number; estimates and tests of a result are ones as they stand. */
export interface NumberSource {
  readonly method: string;
  /** The published definition or function of R; empty for a plain count. */
  readonly reference: string;
  readonly source: readonly string[];
  readonly unit: Unit;
  readonly n: number;
  readonly ids: string | null;
  readonly warnings: readonly string[];
  readonly refusal?: RefusedNumber | null;
  readonly events?: number | null;
  readonly dropped?: number;
  readonly level?: number | null;
  readonly intervalMethod?: string | null;
  /** How p was adjusted for the other tests of its family. */
  readonly adjustment?: string;
}

/** A number as it is read, how it was made, and the keys of the ids behind it. */
export interface ShownNumber {
  readonly text: string;
  readonly of: NumberSource;
  readonly ids: readonly string[];
}

export const shownNumber = (text: string | number, of: NumberSource, ids: readonly string[] = of.ids === null ? [] : [of.ids]): ShownNumber => ({ text: String(text), of, ids });

/** How many there are of something. */
export const countOf = (unit: Unit, n: number, ids: string, source: readonly string[]): NumberSource => ({ method: 'count', reference: '', source, unit, n, ids, warnings: [] });

/** The lines of a number's tooltip: method, n and unit first. */
export function sourceLines({ of }: ShownNumber, locale: Locale): string[] {
  const t = (key: keyof typeof analysesWords, values?: WordValues): string => fillWords(analysesWords[key][locale], values);
  return [
    [methodName(of.method, locale), of.reference].filter((part) => part !== '').join(' · '),
    [t('tipN', { n: of.n, unit: t(`unit_${of.unit}`) }), ...(typeof of.events === 'number' ? [t('tipEvents', { n: of.events })] : []), ...((of.dropped ?? 0) > 0 ? [t('tipDropped', { n: of.dropped ?? 0 })] : [])].join(' · '),
    ...(typeof of.intervalMethod === 'string' && typeof of.level === 'number' ? [t('tipInterval', { level: levelText(of.level), method: methodName(of.intervalMethod, locale) })] : []),
    ...(of.adjustment === undefined ? [] : [t('tipAdjusted', { method: of.adjustment })]),
    ...(of.refusal ? [refusalText(of.refusal, locale)] : []),
    ...of.warnings.map((warning) => noteText(warning, locale)),
    ...(of.source.length === 0 ? [] : [of.source.join(', ')]),
  ];
}
