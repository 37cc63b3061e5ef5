import { noteText, refusalText, type IdSet, type RefusedNumber, type Unit } from '@echocohort/analyses';
import { factLines, type NumberFacts } from '@echocohort/figures';
import { fillWords, type Locale } from '../../components/words/fill-words.ts';
import { analysesWords } from './analyses.words.ts';

/** What a reader needs to judge a number; estimates and tests of a result are ones as they stand. */
export interface NumberSource extends NumberFacts {
  readonly source: readonly string[];
  /** The rows behind the number: their key in the result, or a list of its own. */
  readonly ids: string | IdSet | null;
  readonly warnings: readonly string[];
  readonly refusal?: RefusedNumber | null;
  /** How p was adjusted for the other tests of its family. */
  readonly adjustment?: string;
}

/** A number as it is read, how it was made, and the keys of the ids behind it. */
export interface ShownNumber {
  readonly text: string;
  readonly of: NumberSource;
  readonly ids: readonly (string | IdSet)[];
}

export const shownNumber = (text: string | number, of: NumberSource, ids: ShownNumber['ids'] = of.ids === null ? [] : [of.ids]): ShownNumber => ({ text: String(text), of, ids });

/** How many there are of something. */
export const countOf = (unit: Unit, n: number, ids: NumberSource['ids'], source: readonly string[]): NumberSource => ({ method: 'count', reference: '', source, unit, n, ids, warnings: [] });

/** The lines of a number's tooltip: method, n and unit first. */
export function sourceLines({ of }: ShownNumber, locale: Locale): string[] {
  return [
    ...factLines(of, locale),
    ...(of.adjustment === undefined ? [] : [fillWords(analysesWords.tipAdjusted[locale], { method: of.adjustment })]),
    ...(of.refusal ? [refusalText(of.refusal, locale)] : []),
    ...of.warnings.map((warning) => noteText(warning, locale)),
    ...(of.source.length === 0 ? [] : [of.source.join(', ')]),
  ];
}
