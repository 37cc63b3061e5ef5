import type { SlotCheck } from '../slot-check.ts';

export const textOutsideImage: SlotCheck = {
  code: 'text-outside-image',
  severity: 'blocks',
  source: 'paper 2.4 (de-identified before transfer); PS3.15 E.3.1',
  rule: 'No text is burnt in outside the image area.',
  observe: ({ textOutsideImage: seen }, slot) =>
    seen !== true
      ? null
      : {
          evidence: { textOutsideImage: true },
          sentence: {
            zh: `${slot.code} 的图像区域外仍有文字，可能含有患者信息。请先去标识再发送。`,
            en: `${slot.code} still has text outside the image area, which may name the patient. De-identify it before sending.`,
          },
        },
};
