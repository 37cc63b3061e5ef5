import type { SlotCheck } from '../slot-check.ts';

export const identifiableAttribute: SlotCheck = {
  code: 'identifiable-attribute',
  severity: 'blocks',
  source: 'paper 2.4 (de-identified before transfer); PS3.15 table E.1-1',
  rule: 'No identifiable attribute is left; tag paths are named, values never.',
  observe: ({ identifiablePaths }, slot) =>
    identifiablePaths === null || identifiablePaths.length === 0
      ? null
      : {
          evidence: { count: identifiablePaths.length, paths: identifiablePaths.slice(0, 20).join(' ') },
          sentence: {
            zh: `${slot.code} 的文件仍有 ${identifiablePaths.length} 个可识别身份的字段。请先去标识再发送。`,
            en: `The file for ${slot.code} still carries ${identifiablePaths.length} identifiable attribute(s). De-identify it before sending.`,
          },
        },
};
