import { textOf } from '../answers.ts';
import { defineRule } from '../eligibility-rule.ts';

export const exc2LocalTherapy = defineRule({
  code: 'EXC-2',
  kind: 'exclusion',
  source: 'paper 2.2 exclusion (2)',
  group: 'other',
  name: { zh: '检查前目标病灶接受过局部治疗', en: 'Local therapy of the index lesion before the scan' },
  parameters: { localTherapy: 'choice-item', noTherapy: 'choice:localTherapy' },
  judge: (evidence, { localTherapy, noTherapy }) => {
    const therapy = textOf(evidence, localTherapy);
    const read = { [localTherapy]: therapy };
    if (therapy === null) return { verdict: 'unknown', evidence: read, sentence: { zh: '局部治疗史尚未填写。', en: 'The local therapy of the lesion is not filled in yet.' } };
    return therapy === noTherapy
      ? { verdict: 'met', evidence: read, sentence: { zh: '检查前无局部治疗。', en: 'No local therapy before the scan.' } }
      : { verdict: 'not-met', evidence: read, sentence: { zh: '检查前目标病灶接受过局部治疗。', en: 'The index lesion had local therapy before the scan.' } };
  },
});
