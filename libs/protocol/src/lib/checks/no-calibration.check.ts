import type { SlotCheck } from '../slot-check.ts';

export const noCalibration: SlotCheck = {
  code: 'no-calibration',
  severity: 'deviation',
  source: 'default; PS3.3 C.8.5.5',
  rule: 'An ultrasound region carries physical units.',
  observe: ({ calibrated }, slot) =>
    calibrated
      ? null
      : {
          evidence: { calibrated },
          sentence: {
            zh: `${slot.code} 的图像没有标尺信息，无法按厘米测量。若设备可导出标定，请重新导出。`,
            en: `The picture for ${slot.code} has no calibration, so nothing can be measured in cm. Export it again with calibration if the machine can.`,
          },
        },
};
