import { booleanOf, textOf } from '../answers.ts';
import { defineRule } from '../eligibility-rule.ts';

export const inc1FocalNonCysticUntreated = defineRule({
  code: 'INC-1',
  kind: 'inclusion',
  source: 'paper 2.2 (1)',
  group: 'other',
  name: { zh: '局灶性非囊性病灶，未接受过局部治疗', en: 'Focal non-cystic lesion without previous local therapy' },
  parameters: { focalNonCystic: 'yes-no-item', localTherapy: 'choice-item', noTherapy: 'choice:localTherapy' },
  judge: (evidence, parameters) => {
    const focal = booleanOf(evidence, parameters.focalNonCystic);
    const therapy = textOf(evidence, parameters.localTherapy);
    const read = { [parameters.focalNonCystic]: focal, [parameters.localTherapy]: therapy };
    if (focal === false) return { verdict: 'not-met', evidence: read, sentence: { zh: '病灶为囊性或非局灶性。', en: 'The lesion is cystic or not focal.' } };
    if (therapy !== null && therapy !== parameters.noTherapy) return { verdict: 'not-met', evidence: read, sentence: { zh: '病灶接受过局部治疗。', en: 'The lesion has had local therapy.' } };
    if (focal === null || therapy === null) return { verdict: 'unknown', evidence: read, sentence: { zh: '病灶性质或局部治疗史尚未填写。', en: 'The kind of lesion or its local therapy is not filled in yet.' } };
    return { verdict: 'met', evidence: read, sentence: { zh: '局灶性非囊性病灶，无局部治疗。', en: 'Focal, not cystic, no local therapy.' } };
  },
});
