import { canonicalJson, type LocalText } from '@echocohort/kernel';
import type { CohortDefinition } from './cohort-definition.ts';
import { conditionWords, NO_NAMES, type ItemNames } from './condition-words.ts';

/** One sentence of a definition. `key` tells the same place in two definitions; conditions are told apart by what they say. */
interface DefinitionSentence {
  readonly key: string;
  readonly sentence: LocalText;
}

/** One way in which two definitions differ. */
export interface DefinitionChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly sentence: LocalText;
}

function parts(definition: CohortDefinition, names: ItemNames): DefinitionSentence[] {
  const { centres, criteria, trainingParts, internalParts, successorOf } = definition;
  const listed = centres === null ? null : [...centres].sort().join(', ');
  return [
    { key: 'centres', sentence: listed === null ? { zh: '来自所有中心', en: 'from all centres' } : { zh: `来自中心 ${listed}`, en: `from the centres ${listed}` } },
    ...(successorOf === undefined ? [] : [{ key: 'successor', sentence: { zh: `仅含快照 ${successorOf.slice(0, 12)} 的病灶`, en: `only lesions of the snapshot ${successorOf.slice(0, 12)}` } }]),
    ...criteria.map((condition) => ({ key: `condition ${canonicalJson(condition)}`, sentence: conditionWords(condition, names) })),
    { key: 'ratio', sentence: { zh: `训练与内部验证之比 ${trainingParts}:${internalParts}`, en: `training to internal validation ${trainingParts}:${internalParts}` } },
  ];
}

/** A definition as sentences. */
export const definitionSentences = (definition: CohortDefinition, names: ItemNames = NO_NAMES): LocalText[] => parts(definition, names).map(({ sentence }) => sentence);

/** How a definition differs from an earlier one, in words; empty when they say the same, whatever the order of their conditions. */
export function diffDefinitions(before: CohortDefinition, after: CohortDefinition, names: ItemNames = NO_NAMES): DefinitionChange[] {
  const [left, right] = [parts(before, names), parts(after, names)];
  const old = new Map(left.map((part) => [part.key, part]));
  const now = new Map(right.map((part) => [part.key, part]));
  const removed = left.filter(({ key }) => !now.has(key)).map(({ sentence }): DefinitionChange => ({ change: 'removed', sentence: { zh: `去掉：${sentence.zh}`, en: `no longer: ${sentence.en}` } }));
  const rest = right.flatMap(({ key, sentence }): DefinitionChange[] => {
    const then = old.get(key);
    if (!then) return [{ change: 'added', sentence: { zh: `新增：${sentence.zh}`, en: `now also: ${sentence.en}` } }];
    if (then.sentence.en === sentence.en) return [];
    return [{ change: 'changed', sentence: { zh: `${then.sentence.zh} → ${sentence.zh}`, en: `${then.sentence.en} → ${sentence.en}` } }];
  });
  return [...removed, ...rest];
}
