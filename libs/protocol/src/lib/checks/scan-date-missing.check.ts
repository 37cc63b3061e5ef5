import type { SlotCheck } from '../slot-check.ts';

export const scanDateMissing: SlotCheck = {
  code: 'scan-date-missing',
  severity: 'deviation',
  source: 'default; INC-3 needs the date of the scan',
  rule: 'The picture says when it was taken.',
  observe: ({ scanDate }, slot) =>
    scanDate !== null
      ? null
      : {
          evidence: { scanDate },
          sentence: {
            zh: `${slot.code} 的图像没有检查日期，无法核对与活检或手术的间隔。`,
            en: `The picture for ${slot.code} has no scan date, so the time to biopsy or surgery cannot be checked with it.`,
          },
        },
};
