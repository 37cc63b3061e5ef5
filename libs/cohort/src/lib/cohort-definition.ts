import { isPlainDate, ok, refuse, type LocalText, type Result } from '@echocohort/kernel';
import { z } from 'zod';
import { conditionSchema, criteriaIn, type Criterion } from './cohort-condition.ts';

/** Who belongs to a cohort: eligible cases that the panel accepted, of these centres, that meet every condition. */
export const cohortDefinitionSchema = z.strictObject({
  /** null: every centre of the study. */
  centres: z.array(z.string()).nullable(),
  criteria: z.array(conditionSchema).max(50),
  trainingParts: z.int().min(1).max(99),
  internalParts: z.int().min(1).max(99),
  /** Root of a snapshot whose lesions alone belong: a successor without those who withdrew. */
  successorOf: z.string().regex(/^[0-9a-f]{64}$/).optional(),
});
export type CohortDefinition = z.output<typeof cohortDefinitionSchema>;

/** An item that a criterion may name. `list`: several codes at once (findings). `presence`: only whether it is there. */
export interface CohortItem {
  readonly code: string;
  readonly type: 'number' | 'integer' | 'choice' | 'boolean' | 'date' | 'text' | 'list' | 'presence';
  readonly label?: LocalText;
  /** Codes of a choice or of a list. */
  readonly choices?: readonly { readonly code: string; readonly label: LocalText }[];
}

/** What a definition is judged against. Outcome items are not offered: a cohort is never chosen by its outcome. */
export interface CohortCatalogue {
  readonly centres: readonly string[];
  readonly items: readonly CohortItem[];
  /** Names of outcomes, to refuse them by name. */
  readonly outcomes?: readonly string[];
}

const ORDERED = new Set(['<', '<=', '>', '>=']);

function valueFits(item: CohortItem, value: string | number | boolean): boolean {
  switch (item.type) {
    case 'number':
    case 'integer':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && (item.choices?.some(({ code }) => code === value) ?? false);
    // Codes of findings are an open list: a check may find tomorrow what it found in no case yet.
    case 'list':
      return typeof value === 'string' && /^[A-Za-z0-9][\w.-]{0,60}$/.test(value);
    case 'date':
      return typeof value === 'string' && isPlainDate(value);
    case 'text':
      return typeof value === 'string' && value.trim() !== '';
    case 'presence':
      return false;
  }
}

function criterionFault(criterion: Criterion, item: CohortItem): string | null {
  const { operator, value } = criterion;
  if (operator === 'is-missing' || operator === 'is-present') return value === undefined ? null : 'takes no value';
  if (item.type === 'presence') return 'can only be there or be missing';
  if (value === undefined) return 'needs a value';
  if ((operator === 'in') !== Array.isArray(value)) return operator === 'in' ? 'needs a list of values' : 'takes one value, not a list';
  if (ORDERED.has(operator) && !['number', 'integer', 'date'].includes(item.type)) return `cannot be ordered, so ${operator} does not apply`;
  const values = Array.isArray(value) ? value : [value];
  return values.length > 0 && values.every((entry) => valueFits(item, entry)) ? null : item.type === 'date' ? 'needs a day of the calendar, as YYYY-MM-DD' : `does not take this value (${item.type})`;
}

function criterionRefusal(criterion: Criterion, field: string, number: number, catalogue: CohortCatalogue): Result<true> {
  const item = catalogue.items.find((entry) => entry.code === criterion.item);
  if (item) {
    const fault = criterionFault(criterion, item);
    return fault ? refuse({ code: 'cohort-criterion-wrong', detail: `Criterion ${number}: ${item.label?.en ?? item.code} ${fault}.`, field }) : ok(true);
  }
  if (catalogue.outcomes?.includes(criterion.item)) {
    return refuse({ code: 'cohort-outcome-sealed', detail: `${criterion.item} is an outcome. A cohort is never chosen by its outcome: those of external centres are sealed, and a count by them would open them. Choose by an item of a form.`, field });
  }
  return refuse({ code: 'cohort-item-unknown', detail: `No form has an item ${criterion.item} that a cohort may be chosen by.`, field });
}

/** Refuses a definition that names no centre, an unknown centre or item, an outcome, or compares an item with what it cannot be. */
export function checkCohortDefinition(definition: CohortDefinition, catalogue: CohortCatalogue): Result<CohortDefinition> {
  const { centres } = definition;
  if (centres?.length === 0) return refuse({ code: 'cohort-without-centre', detail: 'Name at least one centre, or take all of them.', field: 'centres' });
  const unknown = centres?.find((centre) => !catalogue.centres.includes(centre));
  if (unknown !== undefined) return refuse({ code: 'cohort-centre-unknown', detail: `The study has no centre ${unknown}.`, field: 'centres' });
  for (const [index, condition] of definition.criteria.entries()) {
    for (const { criterion, path } of criteriaIn(condition, `criteria.${index}`)) {
      const judged = criterionRefusal(criterion, path, index + 1, catalogue);
      if (!judged.ok) return judged;
    }
  }
  return ok(definition);
}
