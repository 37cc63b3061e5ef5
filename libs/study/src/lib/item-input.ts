import type { ItemAnswer } from '@echocohort/eligibility';

/** An answer as forms send it and as it is stored: a value, or none with a coded reason, or neither (still open). */
export interface ItemInput {
  readonly value: string | number | boolean | null;
  readonly missingReason: string | null;
}

export type ItemInputs = Readonly<Record<string, ItemInput | undefined>>;

/** Has the item a value? A reason for having none is no value. */
export const hasValue = (input: ItemInput | undefined): boolean => input !== undefined && input.value !== null && input.value !== '';

/** Has the item a value or a reason? */
export const isAnswered = (input: ItemInput | undefined): boolean => hasValue(input) || (input !== undefined && input.missingReason !== null);

/** The answers in the form that the eligibility rules read; open items are left out. */
export function answersOf(inputs: ItemInputs): Record<string, ItemAnswer> {
  const answers: Record<string, ItemAnswer> = {};
  for (const [item, input] of Object.entries(inputs)) {
    if (!input) continue;
    if (input.value !== null && input.value !== '') answers[item] = { value: input.value };
    else if (input.missingReason !== null) answers[item] = { missing: input.missingReason };
  }
  return answers;
}
