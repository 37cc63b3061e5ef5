import { z } from 'zod';

const scalar = z.union([z.string(), z.number()]);

/**
 * One condition on one item of a form, or on a fact of the case: `@centre`, `@device`, `@scan_date`, `@finding` (codes
 * of the findings that stand against it), `@slot.L1` (whether that image is there).
 */
export const criterionSchema = z.strictObject({
  item: z.string().min(1).max(60),
  operator: z.enum(['=', '!=', '<', '<=', '>', '>=', 'in', 'is-missing', 'is-present']),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(scalar)]).optional(),
});
export type Criterion = z.output<typeof criterionSchema>;

const groupsOf = <T extends z.ZodType>(inner: T) => [z.strictObject({ any: z.array(inner).min(1).max(50) }), z.strictObject({ all: z.array(inner).min(1).max(50) }), z.strictObject({ not: inner })] as const;
const innerGroup = z.union([criterionSchema, ...groupsOf(criterionSchema)]);

/** A criterion or a group: any of, all of, not. Groups hold groups once, so that a definition stays a sentence. */
export const conditionSchema = z.union([criterionSchema, ...groupsOf(innerGroup)]);
export type InnerCondition = z.output<typeof innerGroup>;
export type Condition = z.output<typeof conditionSchema>;

/** A value of a case; a list where the case has several (findings). */
export type ItemValue = string | number | boolean | null | readonly string[];

function order(left: ItemValue, right: ItemValue): number | null {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return null;
}

function listMeets(list: readonly string[], { operator, value }: Criterion): boolean {
  if (operator === 'is-missing') return list.length === 0;
  if (operator === 'is-present') return list.length > 0;
  const wanted = [value].flat();
  const has = wanted.some((entry) => typeof entry === 'string' && list.includes(entry));
  return operator === '!=' ? !has : (operator === '=' || operator === 'in') && has;
}

/** A missing value meets no criterion but `is-missing`: nobody is included for what is not known. */
export function meetsCriterion(value: ItemValue, criterion: Criterion): boolean {
  if (Array.isArray(value)) return listMeets(value, criterion);
  const missing = value === null || value === '';
  if (criterion.operator === 'is-missing') return missing;
  if (missing) return false;
  if (criterion.operator === 'is-present') return true;
  const wanted = criterion.value;
  if (wanted === undefined) return false;
  if (Array.isArray(wanted)) return criterion.operator === 'in' && wanted.some((entry) => entry === value);
  const difference = order(value, wanted);
  switch (criterion.operator) {
    case '=': return value === wanted;
    case '!=': return value !== wanted;
    case '<': return difference !== null && difference < 0;
    case '<=': return difference !== null && difference <= 0;
    case '>': return difference !== null && difference > 0;
    case '>=': return difference !== null && difference >= 0;
    case 'in': return false;
  }
}

/** Whether the values of a case meet a condition. `not` of a criterion on a missing value holds: it says "is not known to be". */
export function meetsCondition(valueOf: (item: string) => ItemValue, condition: Condition): boolean {
  if ('any' in condition) return condition.any.some((inner) => meetsCondition(valueOf, inner));
  if ('all' in condition) return condition.all.every((inner) => meetsCondition(valueOf, inner));
  if ('not' in condition) return !meetsCondition(valueOf, condition.not);
  return meetsCriterion(valueOf(condition.item), condition);
}

/** All criteria of a condition, with the path at which each stands. */
export function criteriaIn(condition: Condition, path: string): readonly { readonly criterion: Criterion; readonly path: string }[] {
  if ('any' in condition) return condition.any.flatMap((inner, index) => criteriaIn(inner, `${path}.any.${index}`));
  if ('all' in condition) return condition.all.flatMap((inner, index) => criteriaIn(inner, `${path}.all.${index}`));
  if ('not' in condition) return criteriaIn(condition.not, `${path}.not`);
  return [{ criterion: condition, path }];
}
