import type { BodyOf } from '@echocohort/contracts-reading';
import type { routes } from '@echocohort/contracts';
import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import type { NewItemValue } from '@echocohort/persistence';
import { isAnswered, validateItem, type FormDefinition, type ItemDefinition, type ItemInput, type ItemInputs } from '@echocohort/study';

type Changes = BodyOf<typeof routes.saveForm>['changes'];

/** One item that will stand otherwise than before. */
export interface ItemChange extends NewItemValue {
  /** How the audit trail calls it. */
  readonly change: 'entered' | 'changed' | 'cleared' | 'missing';
}

const OPEN: ItemInput = { value: null, missingReason: null };
const same = (a: ItemInput, b: ItemInput): boolean => a.value === b.value && a.missingReason === b.missingReason;
const plain = ({ value, missingReason }: ItemInput): ItemInput => ({ value: value === '' ? null : value, missingReason });

function kindOf(before: ItemInput, after: ItemInput): ItemChange['change'] {
  if (!isAnswered(after)) return 'cleared';
  if (isAnswered(before)) return 'changed';
  return after.value === null ? 'missing' : 'entered';
}

/** What is wrong with one change, or null. The sentence names the item and the rule, never the value. */
function faultOf(item: ItemDefinition, before: ItemInput, after: ItemInput, reason: string, all: ItemInputs): Refusal | null {
  const refused = validateItem(item, after, all).find(({ weight }) => weight === 'refused');
  if (refused) return { code: refused.code, field: item.code, detail: `${item.label.en}: ${refused.sentence.en}`, facts: { sentence: refused.sentence } };
  if (isAnswered(before) && reason === '') {
    return { code: 'reason-for-change-needed', field: item.code, detail: `${item.label.en}: it had an answer before. Say why it changes.`, facts: { sentence: { zh: '该项已有答案，请说明更改原因。', en: 'It had an answer before. Say why it changes.' } } };
  }
  return null;
}

/**
 * The items that really change, or a refusal with all faults as facts: nothing is stored when one value is refused.
 * `current` holds all answers of the case; conditions of the edit checks read them.
 */
export function itemChanges(form: FormDefinition, current: ItemInputs, changes: Changes): Result<ItemChange[]> {
  const wanted = new Map(Object.entries(changes));
  const stranger = [...wanted.keys()].find((code) => !form.items.some((item) => item.code === code));
  if (stranger !== undefined) return refuse({ code: 'unknown-item', field: stranger, detail: 'The form has no such item. Reload the page: the study may have a newer version.' });
  const all: ItemInputs = { ...current, ...Object.fromEntries([...wanted].map(([code, answer]) => [code, plain(answer)])) };
  const faults: Refusal[] = [];
  const accepted = form.items.flatMap((item): ItemChange[] => {
    const answer = wanted.get(item.code);
    if (!answer) return [];
    const [before, after] = [current[item.code] ?? OPEN, plain(answer)];
    if (same(before, after)) return [];
    const reason = answer.reasonForChange?.trim() ?? '';
    const fault = faultOf(item, before, after, reason, all);
    if (fault) faults.push(fault);
    return [{ item: item.code, ...after, reasonForChange: reason === '' ? null : reason, change: kindOf(before, after) }];
  });
  const [first] = faults;
  if (!first) return ok(accepted);
  const findings = faults.map(({ field, code, facts }) => ({ item: field, code, sentence: facts?.['sentence'] }));
  return refuse({ ...first, facts: { findings } });
}
