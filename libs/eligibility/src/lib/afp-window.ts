import { counted, daysBetween } from '@echocohort/kernel';
import type { LocalText } from '@echocohort/kernel';
import { numberOf, textOf } from './answers.ts';
import type { EligibilityEvidence } from './evidence.ts';

/** Where the study keeps AFP, and how many days after the scan it may be measured (paper 2.4: one week). */
export interface AfpWindowParameters {
  readonly value: string;
  readonly date: string;
  readonly mostDays: number;
}

/** A protocol deviation of a case: nothing is refused, but it stays on record and analysis may leave the value out. */
export interface CaseDeviation {
  readonly code: string;
  readonly item: string;
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
  readonly sentence: LocalText;
}

/**
 * AFP measured outside the window (paper 2.4). The value is kept and counts as missing in analysis unless the
 * deviation is waived (default). Null when AFP is not given, inside the window, or when a date is not known.
 */
export function afpWindowDeviation(evidence: EligibilityEvidence, parameters: AfpWindowParameters): CaseDeviation | null {
  const { value, date, mostDays } = parameters;
  const measured = textOf(evidence, date);
  if (numberOf(evidence, value) === null || measured === null || evidence.scanDate === null) return null;
  const days = daysBetween(evidence.scanDate, measured);
  if (days === null || (days >= 0 && days <= mostDays)) return null;
  const sentence =
    days < 0
      ? { zh: `AFP 测于超声检查前 ${-days} 天，应在检查后 ${mostDays} 天内。`, en: `AFP was measured ${counted(-days, 'day')} before the scan; it belongs within ${counted(mostDays, 'day')} after it.` }
      : { zh: `AFP 测于超声检查后 ${days} 天，应在 ${mostDays} 天内。`, en: `AFP was measured ${counted(days, 'day')} after the scan; it belongs within ${counted(mostDays, 'day')}.` };
  return { code: 'afp-outside-window', item: value, evidence: { daysFromScan: days, mostDays }, sentence };
}
