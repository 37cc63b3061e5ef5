import { daysBetween } from '@echocohort/kernel';
import type { StudyDefinition } from '@echocohort/study';
import type { RecordRow } from '../records.ts';

/** AFP measured outside the window after the scan counts as missing in analyses (paper 2.4); the record keeps the value. */
export function withoutLateValue(definition: StudyDefinition, row: RecordRow, participant: RecordRow): { participant: RecordRow; late: boolean } {
  const rule = definition.eligibility.afpWindow;
  const [scan, measured] = [row['scan_date'] ?? null, rule ? (participant[rule.date] ?? null) : null];
  if (!rule || scan === null || measured === null || (participant[rule.value] ?? null) === null) return { participant, late: false };
  const days = daysBetween(scan, measured);
  const late = days !== null && (days < 0 || days > rule.mostDays);
  return late ? { participant: { ...participant, [rule.value]: null }, late } : { participant, late };
}
