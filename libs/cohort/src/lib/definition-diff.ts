import { canonicalJson, type LocalText } from '@echocohort/kernel';
import type { CohortDefinition } from './cohort-definition.ts';
import { conditionWords, NO_NAMES, type ItemNames } from './condition-words.ts';

/** One sentence of a definition. `key` tells the same place in two definitions; conditions are told apart by what they say. */
interface DefinitionSentence {
  readonly key: string;
  /** Item of a criterion that stands by itself. */
  readonly item: string | null;
  readonly sentence: LocalText;
}

/** One way in which two definitions differ: a sentence about it, and what each of them says in that place. */
export interface DefinitionChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly sentence: LocalText;
  readonly item: string | null;
  readonly before: LocalText | null;
  readonly after: LocalText | null;
}

function parts(definition: CohortDefinition, names: ItemNames): DefinitionSentence[] {
  const { centres, criteria, trainingParts, internalParts, successorOf } = definition;
  const listed = centres === null ? null : [...centres].sort().join(', ');
  return [
    { key: 'centres', item: null, sentence: listed === null ? { zh: '来自所有中心', en: 'from all centres' } : { zh: `来自中心 ${listed}`, en: `from the centres ${listed}` } },
    ...(successorOf === undefined ? [] : [{ key: 'successor', item: null, sentence: { zh: `仅含快照 ${successorOf.slice(0, 12)} 的病灶`, en: `only lesions of the snapshot ${successorOf.slice(0, 12)}` } }]),
    ...criteria.map((condition) => ({ key: `condition ${canonicalJson(condition)}`, item: 'item' in condition ? condition.item : null, sentence: conditionWords(condition, names) })),
    { key: 'ratio', item: null, sentence: { zh: `训练与内部验证之比 ${trainingParts}:${internalParts}`, en: `training to internal validation ${trainingParts}:${internalParts}` } },
  ];
}

/** A definition as sentences. */
export const definitionSentences = (definition: CohortDefinition, names: ItemNames = NO_NAMES): LocalText[] => parts(definition, names).map(({ sentence }) => sentence);

/** The part that stands in the place of another: the same place, or the only criterion on an item where the other has one criterion on it, too. */
function counterparts(gone: readonly DefinitionSentence[], come: readonly DefinitionSentence[]): ReadonlyMap<DefinitionSentence, DefinitionSentence> {
  const onItem = (list: readonly DefinitionSentence[], item: string | null): readonly DefinitionSentence[] => (item === null ? [] : list.filter((part) => part.item === item));
  return new Map(gone.flatMap((part): [DefinitionSentence, DefinitionSentence][] => {
    const [other, more] = onItem(come, part.item);
    return other !== undefined && more === undefined && onItem(gone, part.item).length === 1 ? [[part, other]] : [];
  }));
}

const changed = (before: DefinitionSentence, after: DefinitionSentence): DefinitionChange => ({
  change: 'changed', item: after.item, before: before.sentence, after: after.sentence,
  sentence: { zh: `${before.sentence.zh} → ${after.sentence.zh}`, en: `${before.sentence.en} → ${after.sentence.en}` },
});

/** How a definition differs from an earlier one, in words; empty when they say the same, whatever the order of their conditions. */
export function diffDefinitions(before: CohortDefinition, after: CohortDefinition, names: ItemNames = NO_NAMES): DefinitionChange[] {
  const [left, right] = [parts(before, names), parts(after, names)];
  const [old, now] = [new Map(left.map((part) => [part.key, part])), new Map(right.map((part) => [part.key, part]))];
  const [gone, come] = [left.filter(({ key }) => !now.has(key)), right.filter(({ key }) => !old.has(key))];
  const replaced = counterparts(gone, come);
  const replaces = new Map([...replaced].map(([from, to]) => [to, from]));
  const removed = gone.filter((part) => !replaced.has(part)).map(({ item, sentence }): DefinitionChange => ({ change: 'removed', item, before: sentence, after: null, sentence: { zh: `去掉：${sentence.zh}`, en: `no longer: ${sentence.en}` } }));
  const rest = right.flatMap((part): DefinitionChange[] => {
    const then = old.get(part.key) ?? replaces.get(part);
    if (!then) return [{ change: 'added', item: part.item, before: null, after: part.sentence, sentence: { zh: `新增：${part.sentence.zh}`, en: `now also: ${part.sentence.en}` } }];
    return then.sentence.en === part.sentence.en && then.sentence.zh === part.sentence.zh ? [] : [changed(then, part)];
  });
  return [...removed, ...rest];
}
