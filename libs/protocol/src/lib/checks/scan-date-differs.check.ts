import type { SlotCheck } from '../slot-check.ts';

export const scanDateDiffers: SlotCheck = {
  code: 'scan-date-differs',
  severity: 'blocks',
  source: 'default; paper 2.2 (3) counts days from one standard scan',
  rule: 'All pictures of an exam have one scan date.',
  observe: ({ scanDate }, slot, { examDate }) =>
    scanDate === null || examDate === null || scanDate === examDate
      ? null
      : {
          evidence: { scanDate, examDate },
          sentence: {
            zh: `${slot.code} 的检查日期与本次检查的其他图像不同。请使用同一次检查的图像。`,
            en: `The scan date of ${slot.code} differs from the other pictures of this exam. Use pictures of one examination.`,
          },
        },
};
