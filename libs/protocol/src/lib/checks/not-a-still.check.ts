import type { SlotCheck } from '../slot-check.ts';

export const notAStill: SlotCheck = {
  code: 'not-a-still',
  severity: 'blocks',
  source: 'default; paper Appendix 1.2 asks for images',
  rule: 'A slot for a still picture takes a file with one frame.',
  observe: ({ frames }, slot) =>
    slot.imageType === 'cine' || frames <= 1
      ? null
      : {
          evidence: { frames },
          sentence: {
            zh: `${slot.code} 需要单帧图像，该文件有 ${frames} 帧。请在设备上导出静态图。`,
            en: `${slot.code} takes a single picture; this file has ${frames} frames. Export a still on the machine.`,
          },
        },
};
