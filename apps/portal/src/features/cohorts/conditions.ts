import type { CohortConditionView, CohortCriterionView, CohortDefinitionView } from '@echocohort/contracts';

export const isCriterion = (condition: CohortConditionView): condition is CohortCriterionView => 'item' in condition;

/** Criteria that any of may hold, when the condition is a plain choice between criteria; else null. */
export function alternatives(condition: CohortConditionView): readonly CohortCriterionView[] | null {
  if (!('any' in condition)) return null;
  const plain = condition.any.filter(isCriterion);
  return plain.length === condition.any.length ? plain : null;
}

/** The criterion that must not hold, when the condition is just that; else null. */
export function denied(condition: CohortConditionView): CohortCriterionView | null {
  return 'not' in condition && isCriterion(condition.not) ? condition.not : null;
}

/** A choice of one is the criterion itself. */
export function anyOf(criteria: readonly CohortCriterionView[]): CohortConditionView | null {
  const [only] = criteria;
  if (only === undefined) return null;
  return criteria.length === 1 ? only : { any: [...criteria] };
}

function isFinished(condition: CohortConditionView): boolean {
  if ('any' in condition) return condition.any.every(isFinished);
  if ('all' in condition) return condition.all.every(isFinished);
  if ('not' in condition) return isFinished(condition.not);
  const { operator, value } = condition;
  if (operator === 'is-missing' || operator === 'is-present') return true;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'string' ? value.trim() !== '' : value !== undefined;
}

/** The definition without the conditions that are still being written, and how many those are. */
export function finishedOf(definition: CohortDefinitionView): { readonly definition: CohortDefinitionView; readonly unfinished: number } {
  const criteria = definition.criteria.filter(isFinished);
  return { definition: { ...definition, criteria }, unfinished: definition.criteria.length - criteria.length };
}
