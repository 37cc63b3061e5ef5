import type { SlotCheck } from '../slot-check.ts';

export const matrixTooSmall: SlotCheck = {
  code: 'matrix-too-small',
  severity: 'blocks',
  source: 'default; paper 2.2 excludes unclear images',
  rule: 'The matrix has at least the slot’s rows and columns.',
  observe: ({ rows, columns }, slot) =>
    rows >= slot.minRows && columns >= slot.minColumns
      ? null
      : {
          evidence: { rows, columns, minRows: slot.minRows, minColumns: slot.minColumns },
          sentence: {
            zh: `图像为 ${columns}×${rows} 像素，${slot.code} 至少需要 ${slot.minColumns}×${slot.minRows}。请导出原始尺寸。`,
            en: `The picture is ${columns}×${rows} pixels; ${slot.code} needs at least ${slot.minColumns}×${slot.minRows}. Export it at its original size.`,
          },
        },
};
