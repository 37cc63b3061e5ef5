import { defineRule } from '../eligibility-rule.ts';

export const exc4NoDefinitePathology = defineRule({
  code: 'EXC-4',
  kind: 'exclusion',
  source: 'paper 2.2 exclusion (4)',
  group: 'histology',
  name: { zh: '无明确病理诊断', en: 'No definite pathological diagnosis' },
  parameters: {},
  judge: ({ pathology }) => {
    const read = { pathologyConfirmed: pathology !== null, definite: pathology?.definite ?? null };
    if (pathology === null) return { verdict: 'unknown', evidence: read, sentence: { zh: '尚无经第二人确认的病理报告。', en: 'There is no pathology report confirmed by a second person yet.' } };
    return pathology.definite
      ? { verdict: 'met', evidence: read, sentence: { zh: '病理诊断明确。', en: 'The pathological diagnosis is definite.' } }
      : { verdict: 'not-met', evidence: read, sentence: { zh: '病理诊断不明确。', en: 'The pathological diagnosis is not definite.' } };
  },
});
