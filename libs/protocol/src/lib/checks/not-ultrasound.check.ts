import type { SlotCheck } from '../slot-check.ts';

export const notUltrasound: SlotCheck = {
  code: 'not-ultrasound',
  severity: 'blocks',
  source: 'paper 2.3; PS3.3 C.7.3.1.1.1',
  rule: 'Modality is US.',
  observe: ({ modality }) =>
    modality === 'US'
      ? null
      : {
          evidence: { modality },
          sentence: {
            zh: `这不是超声图像（模态为 ${modality || '未填写'}）。请选择超声检查的文件。`,
            en: `This is not an ultrasound image (modality ${modality || 'not given'}). Choose a file of the ultrasound examination.`,
          },
        },
};
