import { ok, refuse, type Result } from '@echocohort/kernel';
import { z } from 'zod';

const scalar = z.union([z.string(), z.number()]);

/** One condition on one item of a form (or on `finding`, the codes of the findings that stand against the case). */
export const criterionSchema = z.strictObject({
  item: z.string().min(1).max(60),
  operator: z.enum(['=', '!=', '<', '<=', '>', '>=', 'in', 'is-missing', 'is-present']),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(scalar)]).optional(),
});
export type Criterion = z.output<typeof criterionSchema>;

/** Who belongs to a cohort: eligible cases that the panel accepted, of these centres, that meet every criterion. */
export const cohortDefinitionSchema = z.strictObject({
  /** null: every centre of the study. */
  centres: z.array(z.string()).nullable(),
  criteria: z.array(criterionSchema),
  trainingParts: z.int().min(1).max(99),
  internalParts: z.int().min(1).max(99),
});
export type CohortDefinition = z.output<typeof cohortDefinitionSchema>;

/** An item that a criterion may name. */
export interface CohortItem {
  readonly code: string;
  readonly type: 'number' | 'integer' | 'choice' | 'boolean' | 'date' | 'text';
  /** Codes of a choice. */
  readonly choices?: readonly string[];
}

/** What a definition is judged against. Outcome items are not offered: a cohort is never chosen by its outcome. */
export interface CohortCatalogue {
  readonly centres: readonly string[];
  readonly items: readonly CohortItem[];
}

const ORDERED = new Set(['<', '<=', '>', '>=']);

function valueFits(item: CohortItem, value: string | number | boolean): boolean {
  switch (item.type) {
    case 'number':
    case 'integer':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && (item.choices?.includes(value) ?? false);
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
    case 'text':
      return typeof value === 'string';
  }
}

function criterionFault(criterion: Criterion, item: CohortItem): string | null {
  const { operator, value } = criterion;
  if (operator === 'is-missing' || operator === 'is-present') return value === undefined ? null : 'takes no value';
  if (value === undefined) return 'needs a value';
  if ((operator === 'in') !== Array.isArray(value)) return operator === 'in' ? 'needs a list of values' : 'takes one value, not a list';
  if (ORDERED.has(operator) && !['number', 'integer', 'date'].includes(item.type)) return `cannot be ordered, so ${operator} does not apply`;
  const values = Array.isArray(value) ? value : [value];
  return values.length > 0 && values.every((entry) => valueFits(item, entry)) ? null : `does not take this value (${item.type})`;
}

/** Refuses a definition that names no centre, an unknown centre or item, or compares an item with what it cannot be. */
export function checkCohortDefinition(definition: CohortDefinition, catalogue: CohortCatalogue): Result<CohortDefinition> {
  const { centres } = definition;
  if (centres?.length === 0) return refuse({ code: 'cohort-without-centre', detail: 'Name at least one centre, or take all of them.', field: 'centres' });
  const unknown = centres?.find((centre) => !catalogue.centres.includes(centre));
  if (unknown !== undefined) return refuse({ code: 'cohort-centre-unknown', detail: `The study has no centre ${unknown}.`, field: 'centres' });
  for (const [index, criterion] of definition.criteria.entries()) {
    const field = `criteria.${index}`;
    const item = catalogue.items.find((entry) => entry.code === criterion.item);
    if (!item) return refuse({ code: 'cohort-item-unknown', detail: `No form has an item ${criterion.item} that a cohort may be chosen by.`, field });
    const fault = criterionFault(criterion, item);
    if (fault) return refuse({ code: 'cohort-criterion-wrong', detail: `Criterion ${index + 1}: ${criterion.item} ${fault}.`, field });
  }
  return ok(definition);
}
