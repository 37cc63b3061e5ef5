import type { CaseBoard, StudyView } from '@echocohort/contracts';
import type { LocalText } from '@echocohort/kernel';

type Blocker = CaseBoard['blockers'][number];

/** One line of "why it is not complete": a single thing, or all of a kind that are mended in one place. */
export interface BlockerLine {
  readonly key: string;
  readonly sentence: LocalText;
  readonly slot: string | null;
  readonly form: string | null;
  readonly item: string | null;
}

/** From this many on, things of one kind are told in one line. */
const MANY = 3;

const alone = (blocker: Blocker, form: string | null = null): BlockerLine => ({ key: `${blocker.code} ${blocker.slot ?? ''} ${blocker.item ?? ''}`, sentence: blocker.sentence, slot: blocker.slot, form, item: blocker.item });

function imageLines(blockers: readonly Blocker[]): BlockerLine[] {
  const missing = blockers.filter((blocker) => blocker.code === 'image-missing' && blocker.slot !== null);
  const others = blockers.filter((blocker) => blocker.slot !== null && blocker.code !== 'image-missing').map((blocker) => alone(blocker));
  const slots = missing.flatMap(({ slot }) => slot ?? []);
  if (missing.length < MANY) return [...missing.map((blocker) => alone(blocker)), ...others];
  const sentence = { zh: `缺少 ${slots.length} 张图像：${slots.join('、')}`, en: `${slots.length} images missing: ${slots.join(', ')}` };
  return [{ key: 'images-missing', sentence, slot: slots[0] ?? null, form: null, item: null }, ...others];
}

function formLines(blockers: readonly Blocker[], form: StudyView['forms'][number], untouched: boolean): BlockerLine[] {
  const codes = new Set(form.items.map(({ code }) => code));
  const open = blockers.filter(({ item }) => item !== null && codes.has(item));
  const missing = open.filter(({ code }) => code === 'item-missing');
  const others = open.filter(({ code }) => code !== 'item-missing').map((blocker) => alone(blocker, form.code));
  if (missing.length < MANY) return [...missing.map((blocker) => alone(blocker, form.code)), ...others];
  const sentence = untouched
    ? { zh: `${form.name.zh}：尚未填写（${missing.length} 项）`, en: `${form.name.en}: nothing entered yet (${missing.length} items)` }
    : { zh: `${form.name.zh}：还有 ${missing.length} 项未填`, en: `${form.name.en}: ${missing.length} items not filled in` };
  return [{ key: `form ${form.code}`, sentence, slot: null, form: form.code, item: missing[0]?.item ?? null }, ...others];
}

/** What keeps a case from being complete, told by place: all missing images in one line, a form with many open items in one. */
export function groupBlockers({ blockers, forms: saved }: Pick<CaseBoard, 'blockers' | 'forms'>, forms: StudyView['forms']): readonly BlockerLine[] {
  // A form that was never saved has version 0.
  const untouched = new Set(saved.filter(({ version }) => version === 0).map(({ code }) => code));
  const known = new Set(forms.flatMap(({ items }) => items.map(({ code }) => code)));
  const rest = blockers.filter(({ slot, item }) => slot === null && (item === null || !known.has(item))).map((blocker) => alone(blocker));
  return [...imageLines(blockers), ...forms.flatMap((form) => formLines(blockers, form, untouched.has(form.code))), ...rest];
}
