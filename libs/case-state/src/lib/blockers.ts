import { counted, type LocalText } from '@echocohort/kernel';
import type { CaseFacts, FormFacts, SlotFacts } from './case-facts.ts';

/** One thing that keeps a case from being complete, in the words that every list shows. */
export interface Blocker {
  readonly code: 'image-missing' | 'image-has-finding' | 'item-missing' | 'item-refused';
  readonly sentence: LocalText;
  readonly slot?: string;
  readonly item?: string;
}

const slotBlockers = (slot: SlotFacts): Blocker[] => {
  if (slot.filled < slot.min) return [{ code: 'image-missing', slot: slot.code, sentence: { zh: `缺少图像：${slot.code}`, en: `Image missing: ${slot.code}` } }];
  if (slot.filled === 0 || slot.blocking.length === 0) return [];
  return [{ code: 'image-has-finding', slot: slot.code, sentence: { zh: `图像需更换：${slot.code}`, en: `Image to replace: ${slot.code}` } }];
};

const formBlockers = (form: FormFacts): Blocker[] => [
  ...form.missing.map(({ code, label }): Blocker => ({ code: 'item-missing', item: code, sentence: { zh: `${form.name.zh}未填：${label.zh}`, en: `${form.name.en}, not filled in: ${label.en}` } })),
  ...form.refused.map(({ code, label }): Blocker => ({ code: 'item-refused', item: code, sentence: { zh: `${form.name.zh}需更正：${label.zh}`, en: `${form.name.en}, to correct: ${label.en}` } })),
];

/** Everything that keeps the case from being complete, images in protocol order first, then forms. Empty = complete. */
export function blockers(facts: CaseFacts): Blocker[] {
  return [...facts.slots.flatMap(slotBlockers), ...facts.forms.flatMap(formBlockers)];
}

const images = (count: number): string => counted(count, 'image');
const items = (count: number): string => counted(count, 'item');

function slotLine(all: readonly Blocker[], code: Blocker['code'], zh: string, en: string): LocalText[] {
  const slots = all.flatMap((blocker) => (blocker.code === code && blocker.slot ? [blocker.slot] : []));
  if (slots.length === 0) return [];
  return [{ zh: `${slots.length} 张图像${zh}：${slots.join('、')}`, en: `${images(slots.length)} ${en}: ${slots.join(', ')}` }];
}

/** The same in as few lines as can be read at a glance: "2 images missing: L3, D1". */
export function whyNotComplete(facts: CaseFacts): LocalText[] {
  const all = blockers(facts);
  const forms = facts.forms.flatMap((form): LocalText[] => {
    const open = form.missing.length + form.refused.length;
    return open === 0 ? [] : [{ zh: `${form.name.zh}：${open} 项待完成`, en: `${form.name.en}: ${items(open)} to complete` }];
  });
  return [...slotLine(all, 'image-missing', '缺失', 'missing'), ...slotLine(all, 'image-has-finding', '需更换', 'to replace'), ...forms];
}
