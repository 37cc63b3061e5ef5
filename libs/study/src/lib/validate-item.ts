import { isPlainDate } from '@echocohort/kernel';
import type { LocalText } from '@echocohort/kernel';
import type { ItemDefinition } from './item-definition.schema.ts';
import { hasValue, isAnswered } from './item-input.ts';
import type { ItemInput, ItemInputs } from './item-input.ts';

/**
 * What an edit check says of one item. `refused`: the answer cannot be stored. `open`: nothing wrong is stored, but
 * the form is not complete without it.
 */
export interface ItemFinding {
  readonly code: string;
  readonly item: string;
  readonly weight: 'refused' | 'open';
  readonly sentence: LocalText;
}

const LONGEST_TEXT = 500;

type Check = (item: ItemDefinition, value: string | number | boolean) => { code: string; sentence: LocalText } | null;

const wrongType = (zh: string, en: string): { code: string; sentence: LocalText } => ({ code: 'item-wrong-type', sentence: { zh: `请填写${zh}`, en: `Fill in ${en}` } });

const number: Check = (item, value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrongType('一个数字。', 'a number.');
  if (item.type === 'integer' && !Number.isInteger(value)) return { code: 'item-not-whole', sentence: { zh: '请填写整数。', en: 'Fill in a whole number.' } };
  const { min = null, max = null } = item.range ?? {};
  if ((min === null || value >= min) && (max === null || value <= max)) return null;
  const unit = item.unit ? ` ${item.unit}` : '';
  const sentence =
    min !== null && max !== null
      ? { zh: `应在 ${min} 到 ${max}${unit} 之间。`, en: `It should be between ${min} and ${max}${unit}.` }
      : min !== null
        ? { zh: `应不小于 ${min}${unit}。`, en: `It should be at least ${min}${unit}.` }
        : { zh: `应不大于 ${max ?? ''}${unit}。`, en: `It should be at most ${max ?? ''}${unit}.` };
  return { code: 'item-out-of-range', sentence };
};

const CHECKS: Readonly<Record<ItemDefinition['type'], Check>> = {
  number,
  integer: number,
  boolean: (_item, value) => (typeof value === 'boolean' ? null : wrongType('是或否。', 'yes or no.')),
  choice: (item, value) =>
    (item.choices ?? []).some(({ code }) => code === value) ? null : { code: 'item-not-a-choice', sentence: { zh: '请从列表中选择。', en: 'Choose one of the list.' } },
  date: (_item, value) =>
    typeof value === 'string' && isPlainDate(value) ? null : { code: 'item-not-a-date', sentence: { zh: '请填写日期（年-月-日）。', en: 'Fill in a day of the calendar (YYYY-MM-DD).' } },
  text: (item, value) => {
    if (typeof value !== 'string') return wrongType('文字。', 'text.');
    const most = item.maxLength ?? LONGEST_TEXT;
    // Neither the database (U+0000) nor XML, and so neither a workbook nor ODM, holds them.
    if (/[^\P{Cc}\t\n\r]/u.test(value)) return { code: 'item-control-character', sentence: { zh: '含有不可见的控制字符，请删除后重新输入。', en: 'It holds a control character that cannot be seen. Type it anew.' } };
    return value.length <= most ? null : { code: 'item-too-long', sentence: { zh: `最多 ${most} 个字符。`, en: `At most ${most} characters.` } };
  },
};

/** Is the item required, with these other answers? */
export function isRequired(item: ItemDefinition, all: ItemInputs): boolean {
  const condition = item.requiredIf;
  if (!condition) return item.required;
  const other = all[condition.item];
  if (condition.answered) return hasValue(other);
  return (condition.in ?? []).some((value) => other?.value === value);
}

/** Everything that the edit checks say of one answer, in the light of all answers of the case. Empty = fine. */
export function validateItem(item: ItemDefinition, input: ItemInput | undefined, all: ItemInputs): ItemFinding[] {
  const finding = (code: string, weight: ItemFinding['weight'], sentence: LocalText): ItemFinding => ({ code, item: item.code, weight, sentence });
  if (!input || !isAnswered(input)) {
    return isRequired(item, all) ? [finding('item-required', 'open', { zh: '此项必填。', en: 'This is required.' })] : [];
  }
  const { value, missingReason } = input;
  if (value !== null && value !== '' && missingReason !== null) {
    return [finding('item-value-and-reason', 'refused', { zh: '有值时不能填写缺失原因。', en: 'A value and a reason for having none cannot both stand.' })];
  }
  if (missingReason !== null) {
    const known = item.missingReasons.includes(missingReason);
    return known ? [] : [finding('item-reason-not-allowed', 'refused', { zh: '此项不接受该缺失原因。', en: 'This item does not take that reason.' })];
  }
  const wrong = value === null ? null : CHECKS[item.type](item, value);
  return wrong ? [finding(wrong.code, 'refused', wrong.sentence)] : [];
}
