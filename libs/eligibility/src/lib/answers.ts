import type { EligibilityEvidence } from './evidence.ts';

/** The value of an item when it is a number, else null (not answered, missing, or of another type). */
export function numberOf({ items }: EligibilityEvidence, code: string): number | null {
  const answer = items[code];
  return answer && 'value' in answer && typeof answer.value === 'number' ? answer.value : null;
}

/** The value of an item when it is yes or no, else null. */
export function booleanOf({ items }: EligibilityEvidence, code: string): boolean | null {
  const answer = items[code];
  return answer && 'value' in answer && typeof answer.value === 'boolean' ? answer.value : null;
}

/** The value of an item when it is text (a choice code or a date), else null. */
export function textOf({ items }: EligibilityEvidence, code: string): string | null {
  const answer = items[code];
  return answer && 'value' in answer && typeof answer.value === 'string' ? answer.value : null;
}
