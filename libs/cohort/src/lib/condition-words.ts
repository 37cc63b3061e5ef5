import type { LocalText } from '@echocohort/kernel';
import type { Condition, Criterion } from './cohort-condition.ts';
import type { CohortItem } from './cohort-definition.ts';

/** Finds an item of the catalogue by its name, for its label and the labels of its choices. */
export type ItemNames = (item: string) => CohortItem | undefined;

/** Names taken from a catalogue. */
export function itemNames(items: readonly CohortItem[]): ItemNames {
  const byCode = new Map(items.map((item) => [item.code, item]));
  return (code) => byCode.get(code);
}

export const NO_NAMES: ItemNames = () => undefined;

const SIGNS: Readonly<Record<string, LocalText>> = {
  '=': { zh: '为', en: 'is' }, '!=': { zh: '不为', en: 'is not' }, '<': { zh: '<', en: '<' }, '<=': { zh: '≤', en: '≤' }, '>': { zh: '>', en: '>' }, '>=': { zh: '≥', en: '≥' }, in: { zh: '属于', en: 'is one of' },
};
const YES: LocalText = { zh: '是', en: 'yes' };
const NO: LocalText = { zh: '否', en: 'no' };

function valueWords(value: string | number | boolean, item: CohortItem | undefined): LocalText {
  if (typeof value === 'boolean') return value ? YES : NO;
  const text = String(value);
  return item?.choices?.find(({ code }) => code === text)?.label ?? { zh: text, en: text };
}

function criterionWords({ item: code, operator, value }: Criterion, names: ItemNames): LocalText {
  const item = names(code);
  const label = item?.label ?? { zh: code, en: code };
  const there = item?.type === 'presence' || item?.type === 'list';
  if (operator === 'is-missing') return there ? { zh: `无${label.zh}`, en: `no ${label.en}` } : { zh: `${label.zh}缺失`, en: `${label.en} is missing` };
  if (operator === 'is-present') return there ? { zh: `有${label.zh}`, en: `${label.en} is there` } : { zh: `${label.zh}已填写`, en: `${label.en} is answered` };
  const sign = SIGNS[operator] ?? { zh: operator, en: operator };
  const values = [value ?? []].flat().map((entry) => valueWords(entry, item));
  return { zh: `${label.zh} ${sign.zh} ${values.map(({ zh }) => zh).join('、')}`, en: `${label.en} ${sign.en} ${values.map(({ en }) => en).join(', ')}` };
}

const joined = (parts: readonly LocalText[], zh: string, en: string): LocalText => {
  const [only] = parts;
  return parts.length === 1 && only ? only : { zh: `（${parts.map((part) => part.zh).join(zh)}）`, en: `(${parts.map((part) => part.en).join(en)})` };
};

/** A condition as people say it, in both languages. */
export function conditionWords(condition: Condition, names: ItemNames = NO_NAMES): LocalText {
  if ('any' in condition) return joined(condition.any.map((inner) => conditionWords(inner, names)), ' 或 ', ' or ');
  if ('all' in condition) return joined(condition.all.map((inner) => conditionWords(inner, names)), ' 且 ', ' and ');
  if ('not' in condition) {
    const inner = conditionWords(condition.not, names);
    return { zh: `不满足：${inner.zh}`, en: `not: ${inner.en}` };
  }
  return criterionWords(condition, names);
}
