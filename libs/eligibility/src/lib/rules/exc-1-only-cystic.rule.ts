import { booleanOf } from '../answers.ts';
import { defineRule } from '../eligibility-rule.ts';

export const exc1OnlyCystic = defineRule({
  code: 'EXC-1',
  kind: 'exclusion',
  source: 'paper 2.2 exclusion (1)',
  group: 'other',
  name: { zh: '肝内仅有囊性病灶', en: 'Liver with only cystic lesions' },
  parameters: { onlyCystic: 'yes-no-item' },
  judge: (evidence, { onlyCystic }) => {
    const only = booleanOf(evidence, onlyCystic);
    const read = { [onlyCystic]: only };
    if (only === null) return { verdict: 'unknown', evidence: read, sentence: { zh: '是否仅有囊性病灶尚未填写。', en: 'Whether the liver has only cystic lesions is not filled in yet.' } };
    return only
      ? { verdict: 'not-met', evidence: read, sentence: { zh: '肝内仅有囊性病灶。', en: 'The liver has only cystic lesions.' } }
      : { verdict: 'met', evidence: read, sentence: { zh: '肝内不仅有囊性病灶。', en: 'The liver has other than cystic lesions.' } };
  },
});
