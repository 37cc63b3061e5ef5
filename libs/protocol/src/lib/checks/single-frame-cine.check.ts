import type { SlotCheck } from '../slot-check.ts';

export const singleFrameCine: SlotCheck = {
  code: 'single-frame-cine',
  severity: 'blocks',
  source: 'paper 2.8 (videos that show the lesion and the whole liver background)',
  rule: 'A cine slot takes a file with more than one frame.',
  observe: ({ frames }, slot) =>
    slot.imageType !== 'cine' || frames > 1
      ? null
      : {
          evidence: { frames },
          sentence: {
            zh: `${slot.code} 需要动态片段，该文件只有一帧。`,
            en: `${slot.code} takes a clip; this file has one frame only.`,
          },
        },
};
