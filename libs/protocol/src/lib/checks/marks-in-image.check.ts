import type { SlotCheck } from '../slot-check.ts';

export const marksInImage: SlotCheck = {
  code: 'marks-in-image',
  severity: 'deviation',
  source: 'default; measurements belong on a copy, they teach the network',
  rule: 'No calipers or text inside the image area where the slot forbids them.',
  observe: ({ marksInImage: seen }, slot) =>
    !slot.noCalipers || seen !== true
      ? null
      : {
          evidence: { marksInImage: true },
          sentence: {
            zh: `${slot.code} 的图像区域内有测量标记或文字。请上传没有标记的原图。`,
            en: `${slot.code} has calipers or text inside the image area. Send the picture without measurements.`,
          },
        },
};
