import { textOf } from '../answers.ts';
import { defineRule } from '../eligibility-rule.ts';

export const exc3ImageQuality = defineRule({
  code: 'EXC-3',
  kind: 'exclusion',
  source: 'paper 2.2 exclusion (3)',
  group: 'image-quality',
  name: { zh: '图像不清晰或缺少规定的图像', en: 'Unclear image, or a required image absent' },
  parameters: { scanQuality: 'choice-item', unclear: 'choice:scanQuality', unobtainable: 'choice:scanQuality' },
  judge: (evidence, { scanQuality, unclear, unobtainable }) => {
    const quality = textOf(evidence, scanQuality);
    const { missing, blocked } = evidence.images;
    const read = { [scanQuality]: quality, missing: missing.join(' '), blocked: blocked.join(' ') };
    if (quality === unclear) return { verdict: 'not-met', evidence: read, sentence: { zh: '图像不清晰。', en: 'The images are unclear.' } };
    // Only a person can say that an absent view will never come; until then it is not yet known.
    if (quality === unobtainable) return { verdict: 'not-met', evidence: read, sentence: { zh: '规定的图像无法取得。', en: 'A required image could not be obtained.' } };
    const open = [...new Set([...missing, ...blocked])];
    if (open.length > 0) return { verdict: 'unknown', evidence: read, sentence: { zh: `图像尚缺：${open.join('、')}。`, en: `Images still to come: ${open.join(', ')}.` } };
    return quality === null
      ? { verdict: 'unknown', evidence: read, sentence: { zh: '图像质量尚未评定。', en: 'The quality of the scan is not judged yet.' } }
      : { verdict: 'met', evidence: read, sentence: { zh: '规定的图像齐全且清晰。', en: 'All required images are present and clear.' } };
  },
});
