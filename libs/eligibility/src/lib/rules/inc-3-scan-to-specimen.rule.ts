import { counted, daysBetween } from '@echocohort/kernel';
import { defineRule } from '../eligibility-rule.ts';

export const inc3ScanToSpecimen = defineRule({
  code: 'INC-3',
  kind: 'inclusion',
  source: 'paper 2.2 (3); the bound in days is a default',
  group: 'other',
  name: { zh: '超声检查在活检或手术前一个月内', en: 'Scan less than one month before biopsy or surgery' },
  parameters: { mostDays: 'number' },
  judge: ({ scanDate, pathology }, { mostDays }) => {
    const days = scanDate === null || pathology === null ? null : daysBetween(scanDate, pathology.specimenDate);
    const read = { daysFromScanToSpecimen: days, mostDays };
    if (days === null) return { verdict: 'unknown', evidence: read, sentence: { zh: '检查日期或标本日期尚不可知。', en: 'The scan date or the specimen date is not known yet.' } };
    if (days < 0) return { verdict: 'not-met', evidence: read, sentence: { zh: `标本取于超声检查前 ${-days} 天。`, en: `The specimen was taken ${counted(-days, 'day')} before the scan.` } };
    // A same-day specimen counts as before the month is over (default).
    return days <= mostDays
      ? { verdict: 'met', evidence: read, sentence: { zh: `检查后 ${days} 天取标本，不超过 ${mostDays} 天。`, en: `Specimen ${counted(days, 'day')} after the scan, at most ${mostDays}.` } }
      : { verdict: 'not-met', evidence: read, sentence: { zh: `检查后 ${days} 天取标本，超过 ${mostDays} 天。`, en: `Specimen ${counted(days, 'day')} after the scan, more than ${mostDays}.` } };
  },
});
