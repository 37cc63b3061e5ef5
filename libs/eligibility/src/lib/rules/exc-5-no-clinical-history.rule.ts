import { booleanOf } from '../answers.ts';
import { defineRule } from '../eligibility-rule.ts';

export const exc5NoClinicalHistory = defineRule({
  code: 'EXC-5',
  kind: 'exclusion',
  source: 'paper 2.2 exclusion (5)',
  group: 'other',
  name: { zh: '缺少临床病史', en: 'No clinical disease history' },
  parameters: { clinicalHistory: 'yes-no-item' },
  judge: (evidence, { clinicalHistory }) => {
    const available = booleanOf(evidence, clinicalHistory);
    const read = { [clinicalHistory]: available };
    if (available === null) return { verdict: 'unknown', evidence: read, sentence: { zh: '是否有临床病史尚未填写。', en: 'Whether the clinical history is available is not filled in yet.' } };
    return available
      ? { verdict: 'met', evidence: read, sentence: { zh: '有临床病史。', en: 'The clinical history is available.' } }
      : { verdict: 'not-met', evidence: read, sentence: { zh: '缺少临床病史。', en: 'The clinical history is not available.' } };
  },
});
