import { ruleOf } from '@echocohort/eligibility';
import type { ParameterKind } from '@echocohort/eligibility';
import { duplicates, problem } from './definition-problem.ts';
import type { DefinitionPath, DefinitionProblem } from './definition-problem.ts';
import type { ItemDefinition } from './item-definition.schema.ts';
import { isAnswer } from './item-problems.ts';
import type { StudyDefinition } from './study-definition.schema.ts';

const ITEM_KINDS: Readonly<Record<string, readonly ItemDefinition['type'][]>> = { 'number-item': ['number', 'integer'], 'yes-no-item': ['boolean'], 'choice-item': ['choice'] };

/** Criteria that no rule has, and parameters that the rule does not read, lacks, or that lead nowhere. */
export function criterionProblems(definition: StudyDefinition, items: ReadonlyMap<string, ItemDefinition>): DefinitionProblem[] {
  return definition.eligibility.criteria.flatMap((criterion, c) => {
    const path = ['eligibility', 'criteria', c];
    const rule = ruleOf(criterion.code);
    if (!rule) return [problem('names-no-rule', [...path, 'code'], `no eligibility rule has the code ${criterion.code}. Correct it.`)];
    const surplus = Object.keys(criterion.parameters).filter((name) => !Object.hasOwn(rule.parameters, name));
    return [
      ...surplus.map((name) => problem('unknown-key', [...path, 'parameters', name], `${criterion.code} reads no parameter ${name}. Remove it.`)),
      ...Object.entries(rule.parameters).flatMap(([name, kind]) => parameterProblems(criterion.parameters, name, kind, items, [...path, 'parameters', name])),
    ];
  });
}

function parameterProblems(given: Readonly<Record<string, string | number>>, name: string, kind: ParameterKind, items: ReadonlyMap<string, ItemDefinition>, path: DefinitionPath): DefinitionProblem[] {
  const value = given[name];
  if (value === undefined) return [problem('missing-key', path, `the rule needs the parameter ${name}. Add it.`)];
  if (kind === 'number') return typeof value === 'number' ? [] : [problem('invalid-value', path, 'this parameter is a number. Write one.')];
  if (kind.startsWith('choice:')) {
    const item = items.get(String(given[kind.slice('choice:'.length)]));
    return !item || isAnswer(item, String(value)) ? [] : [problem('names-no-choice', path, `${value} is no choice of ${item.code}. Correct it.`)];
  }
  const item = items.get(String(value));
  if (!item) return [problem('rule-names-no-item', path, `no form has the item ${value}. Correct the name or add the item.`)];
  const types = ITEM_KINDS[kind] ?? [];
  return types.includes(item.type) ? [] : [problem('rule-names-wrong-item', path, `${item.code} is of type ${item.type}; the rule reads ${types.join(' or ')}. Name another item.`)];
}

/** Every criterion has one place in the order of primary reasons. */
export function orderProblems({ eligibility }: StudyDefinition): DefinitionProblem[] {
  const codes = eligibility.criteria.map(({ code }) => code);
  const path = ['eligibility', 'primaryOrder'];
  const missing = codes.filter((code) => !eligibility.primaryOrder.includes(code));
  return [
    ...eligibility.primaryOrder.flatMap((code, index) => (codes.includes(code) ? [] : [problem('names-no-criterion', [...path, index], `${code} is not one of the criteria. Remove it.`)])),
    ...missing.map((code) => problem('criterion-without-place', path, `${code} has no place in the order. Add it.`)),
    ...duplicates(eligibility.criteria, ['eligibility', 'criteria']),
  ];
}
