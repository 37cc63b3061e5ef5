import { z } from 'zod';

export const localText = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** Codes are written into file names, columns and addresses: letters, digits, `_` and `-`. */
export const code = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, 'a code is a letter followed by letters, digits, _ or -, at most 40 together');

const choice = z.strictObject({ code: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'a choice code is lower-case letters, digits, _ or -'), label: localText });

/** When another item makes this one required. */
const requiredIf = z
  .strictObject({ item: code, answered: z.literal(true).optional(), in: z.array(z.union([z.string(), z.boolean()])).min(1).optional() })
  .refine((rule) => (rule.answered === undefined) !== (rule.in === undefined), { message: 'requiredIf needs either answered: true or a list in' });

/** One question of a form. */
export const itemDefinition = z.strictObject({
  code,
  label: localText,
  /** What to look at, shown below the label. */
  help: localText.optional(),
  type: z.enum(['number', 'integer', 'choice', 'boolean', 'date', 'text']),
  unit: z.string().min(1).optional(),
  choices: z.array(choice).min(2).optional(),
  range: z.strictObject({ min: z.number().nullable().default(null), max: z.number().nullable().default(null) }).optional(),
  maxLength: z.number().int().min(1).max(2000).optional(),
  /** False: may stay open without a reason. With `requiredIf` the item is required only when that holds. */
  required: z.boolean().default(true),
  requiredIf: requiredIf.optional(),
  /** Codes of the study's missing reasons that may stand in for a value; none = a value is needed. */
  missingReasons: z.array(z.string()).default([]),
});
export type ItemDefinition = z.output<typeof itemDefinition>;

/** A form: a list of items about a patient or about a lesion. */
export const formDefinition = z.strictObject({
  code,
  name: localText,
  scope: z.enum(['patient', 'lesion']),
  items: z.array(itemDefinition).min(1),
});
export type FormDefinition = z.output<typeof formDefinition>;

/** Why there is no value: coded once for the whole study. */
export const missingReason = z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), label: localText });
export type MissingReason = z.output<typeof missingReason>;
