import { numberOf } from '../answers.ts';
import { defineRule } from '../eligibility-rule.ts';

export const inc2LesionSize = defineRule({
  code: 'INC-2',
  kind: 'inclusion',
  source: 'paper 2.2 (2)',
  group: 'size',
  name: { zh: '病灶最大径超过下限', en: 'Lesion larger than the lower bound' },
  parameters: { size: 'number-item', moreThanCm: 'number' },
  judge: (evidence, { size, moreThanCm }) => {
    const cm = numberOf(evidence, size);
    const read = { [size]: cm, moreThanCm };
    if (cm === null) return { verdict: 'unknown', evidence: read, sentence: { zh: '最大径尚未填写。', en: 'The maximum diameter is not filled in yet.' } };
    // Strictly more: a lesion of exactly the bound is out (paper 2.2 and 3.1).
    return cm > moreThanCm
      ? { verdict: 'met', evidence: read, sentence: { zh: `最大径 ${cm} cm，大于 ${moreThanCm} cm。`, en: `Maximum diameter ${cm} cm, more than ${moreThanCm} cm.` } }
      : { verdict: 'not-met', evidence: read, sentence: { zh: `最大径 ${cm} cm，未超过 ${moreThanCm} cm。`, en: `Maximum diameter ${cm} cm, not more than ${moreThanCm} cm.` } };
  },
});
