import type { SlotCheck } from '../slot-check.ts';

export const slotAlreadyFilled: SlotCheck = {
  code: 'slot-already-filled',
  severity: 'blocks',
  source: 'default; protocol version: maximum of the slot',
  rule: 'A full slot takes another picture only as a replacement with a reason.',
  observe: (_facts, slot, { filled, replacing }) =>
    filled < slot.max || replacing
      ? null
      : {
          evidence: { filled, max: slot.max },
          sentence: {
            zh: `${slot.code} 已有图像。如需更换，请选择“替换”并说明原因；旧图像会保留。`,
            en: `${slot.code} already has its picture. To change it choose "replace" and give a reason; the old one is kept.`,
          },
        },
};
