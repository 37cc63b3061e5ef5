import { defineRule } from '../eligibility-rule.ts';

export const inc4Histology = defineRule({
  code: 'INC-4',
  kind: 'inclusion',
  source: 'paper 2.2 (4)',
  group: 'histology',
  name: { zh: '类型经组织学证实', en: 'Type confirmed by histology' },
  parameters: {},
  judge: ({ pathology }) => {
    const read = { pathologyConfirmed: pathology !== null, type: pathology?.typeCode ?? null };
    if (pathology === null) return { verdict: 'unknown', evidence: read, sentence: { zh: '尚无经第二人确认的病理报告。', en: 'There is no pathology report confirmed by a second person yet.' } };
    return pathology.definite
      ? { verdict: 'met', evidence: read, sentence: { zh: '病理报告给出了组织学类型。', en: 'The pathology report gives the histological type.' } }
      : { verdict: 'not-met', evidence: read, sentence: { zh: '病理报告未给出组织学类型。', en: 'The pathology report gives no histological type.' } };
  },
});
