import type { SlotCheck } from '../slot-check.ts';

export const cineLength: SlotCheck = {
  code: 'cine-length',
  severity: 'deviation',
  source: 'paper 2.8 (videos of 10 to 20 s)',
  rule: 'A clip is as long as its slot says.',
  observe: ({ seconds }, slot) => {
    const range = slot.seconds;
    if (slot.imageType !== 'cine' || !range || seconds === null || (seconds >= range.min && seconds <= range.max)) return null;
    const length = Math.round(seconds * 10) / 10;
    return {
      evidence: { seconds: length, min: range.min, max: range.max },
      sentence: {
        zh: `动态片段为 ${length} 秒，${slot.code} 要求 ${range.min}–${range.max} 秒。`,
        en: `The clip lasts ${length} s; ${slot.code} asks for ${range.min}–${range.max} s.`,
      },
    };
  },
};
