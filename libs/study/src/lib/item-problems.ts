import { duplicates, problem } from './definition-problem.ts';
import type { DefinitionPath, DefinitionProblem } from './definition-problem.ts';
import type { ItemDefinition } from './item-definition.schema.ts';
import type { StudyDefinition } from './study-definition.schema.ts';

/** Item codes are unique over all forms, because columns, rules and queries name an item by its code alone. */
export function itemProblems(definition: StudyDefinition, items: ReadonlyMap<string, ItemDefinition>): DefinitionProblem[] {
  const seen = new Set<string>();
  const reasons = new Set(definition.missingReasons.map(({ code }) => code));
  return definition.forms.flatMap((form, f) =>
    form.items.flatMap((item, i) => {
      const path = ['forms', f, 'items', i];
      const twice = seen.has(item.code) ? [problem('duplicate-code', [...path, 'code'], `the item ${item.code} stands here a second time. Give each item its own code, also across forms.`)] : [];
      seen.add(item.code);
      return [...twice, ...shapeProblems(item, path), ...linkProblems(item, path, items, reasons), ...duplicates(item.choices ?? [], [...path, 'choices'])];
    }),
  );
}

function shapeProblems(item: ItemDefinition, path: DefinitionPath): DefinitionProblem[] {
  const numeric = item.type === 'number' || item.type === 'integer';
  const found: DefinitionProblem[] = [];
  if ((item.type === 'choice') !== (item.choices !== undefined)) found.push(problem('choices-contradict-type', path, 'choices and the type choice go together. Add or remove one.'));
  if (item.range && !numeric) found.push(problem('range-without-number', [...path, 'range'], 'only a number has a range. Remove it.'));
  if (item.maxLength !== undefined && item.type !== 'text') found.push(problem('length-without-text', [...path, 'maxLength'], 'only a text has a length. Remove it.'));
  const { min = null, max = null } = item.range ?? {};
  if (min !== null && max !== null && min > max) found.push(problem('range-impossible', [...path, 'range'], `no value is at least ${min} and at most ${max}. Correct the range.`));
  return found;
}

function linkProblems(item: ItemDefinition, path: DefinitionPath, items: ReadonlyMap<string, ItemDefinition>, reasons: ReadonlySet<string>): DefinitionProblem[] {
  const unknown = item.missingReasons.flatMap((reason, r) => (reasons.has(reason) ? [] : [problem('names-no-reason', [...path, 'missingReasons', r], `${reason} is not one of missingReasons. Add it there or correct it.`)]));
  if (!item.requiredIf) return unknown;
  const other = items.get(item.requiredIf.item);
  const place = [...path, 'requiredIf', 'item'];
  if (!other) return [...unknown, problem('names-no-item', place, `no form has the item ${item.requiredIf.item}. Correct the name or add the item.`)];
  const strange = (item.requiredIf.in ?? []).filter((value) => !isAnswer(other, value));
  return [...unknown, ...strange.map((value) => problem('names-no-choice', [...path, 'requiredIf', 'in'], `${String(value)} is no answer to ${other.code}. Correct it.`))];
}

/** Is this one of the answers that the item takes? */
export const isAnswer = (item: ItemDefinition, value: string | boolean): boolean =>
  typeof value === 'boolean' ? item.type === 'boolean' : (item.choices ?? []).some(({ code }) => code === value);
