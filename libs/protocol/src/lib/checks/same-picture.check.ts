import type { LocalText } from '@echocohort/kernel';
import type { FindingSeverity } from '../finding.ts';
import type { SamePicture, SamePictureRelation } from '../image-facts.ts';
import type { SlotCheck } from '../slot-check.ts';

interface Relation {
  readonly relation: SamePictureRelation;
  readonly severity: FindingSeverity;
  readonly rule: string;
  readonly sentence: (slot: string, same: SamePicture) => LocalText;
}

// The other centre's case is never named: a coordinator sees his own centre only.
const RELATIONS: readonly Relation[] = [
  {
    relation: 'same-slot',
    severity: 'information',
    rule: 'A picture that this slot has or had before is pointed out.',
    sentence: (slot) => ({ zh: `${slot} 已有过这张图像。`, en: `${slot} has had this very picture before.` }),
  },
  {
    relation: 'same-lesion',
    severity: 'blocks',
    rule: 'A picture fills one slot of its lesion only.',
    sentence: (slot, same) => ({
      zh: `这张图像已用于本病灶的 ${same.slot ?? '另一位置'}，不能再用于 ${slot}。`,
      en: `This picture already fills ${same.slot ?? 'another slot'} of this lesion; it cannot fill ${slot} as well.`,
    }),
  },
  {
    relation: 'same-patient',
    severity: 'blocks',
    rule: 'A picture belongs to one lesion of a patient only.',
    sentence: (slot, same) => ({
      zh: `这张图像已用于同一患者的另一病灶${same.case ? `（${same.case}）` : ''}。请为 ${slot} 选择本病灶的图像。`,
      en: `This picture already belongs to another lesion of the same patient${same.case ? ` (${same.case})` : ''}. Choose one of this lesion for ${slot}.`,
    }),
  },
  {
    relation: 'other-patient',
    severity: 'blocks',
    rule: 'A picture belongs to one patient only.',
    sentence: (slot, same) => ({
      zh: `这张图像已属于另一位患者${same.case ? `（${same.case}）` : ''}。请核对患者后重新选择 ${slot} 的图像。`,
      en: `This picture already belongs to another patient${same.case ? ` (${same.case})` : ''}. Check the patient and choose the picture for ${slot} again.`,
    }),
  },
  {
    relation: 'other-centre',
    severity: 'blocks',
    rule: 'A picture belongs to one centre only.',
    sentence: (slot) => ({
      zh: `这张图像已由另一中心提交，不能用于 ${slot}。请联系数据管理员。`,
      en: `This picture was already sent by another centre and cannot fill ${slot}. Speak to the data manager.`,
    }),
  },
];

/** One check for each way in which the same pixels can already be in the study. */
export const samePictureChecks: readonly SlotCheck[] = RELATIONS.map(({ relation, severity, rule, sentence }) => ({
  code: `same-picture-${relation}`,
  severity,
  source: 'default; 24,343 pictures of 2,213 lesions are different pictures (paper 3.1)',
  rule,
  observe: (_facts, slot, { samePictures }) => {
    const same = samePictures.find((picture) => picture.relation === relation);
    if (!same) return null;
    const named = relation === 'other-centre' ? { case: null, slot: null } : { case: same.case, slot: same.slot };
    return { evidence: named, sentence: sentence(slot.code, { relation, ...named }) };
  },
}));
