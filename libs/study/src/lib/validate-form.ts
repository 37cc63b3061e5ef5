import type { LocalText } from '@echocohort/kernel';
import type { FormDefinition, ItemDefinition } from './item-definition.schema.ts';
import type { ItemInputs } from './item-input.ts';
import type { StudyDefinition } from './study-definition.schema.ts';
import { validateItem } from './validate-item.ts';
import type { ItemFinding } from './validate-item.ts';

/** All findings of a form's edit checks. `inputs` may hold the answers of other forms too: conditions read them. */
export function validateForm(form: FormDefinition, inputs: ItemInputs): ItemFinding[] {
  return form.items.flatMap((item) => validateItem(item, inputs[item.code], inputs));
}

/** How a form stands: what keeps it from being complete, with the labels that lists show. */
export interface FormStanding {
  readonly code: string;
  readonly name: LocalText;
  readonly missing: { readonly code: string; readonly label: LocalText }[];
  readonly refused: { readonly code: string; readonly label: LocalText }[];
  readonly complete: boolean;
}

/** The standing of one form with these answers; the shape that the case states read. */
export function formStanding(form: FormDefinition, inputs: ItemInputs): FormStanding {
  const findings = validateForm(form, inputs);
  const named = (weight: ItemFinding['weight']): { code: string; label: LocalText }[] => {
    const codes = new Set(findings.filter((finding) => finding.weight === weight).map(({ item }) => item));
    return form.items.filter(({ code }) => codes.has(code)).map(({ code, label }) => ({ code, label }));
  };
  return { code: form.code, name: form.name, missing: named('open'), refused: named('refused'), complete: findings.length === 0 };
}

/** The form of that code, or null. */
export const formOf = (definition: StudyDefinition, code: string): FormDefinition | null => definition.forms.find((form) => form.code === code) ?? null;

/** An item of any form by its code, with the form that holds it; null when no form has it. */
export function itemOf(definition: StudyDefinition, code: string): { readonly form: FormDefinition; readonly item: ItemDefinition } | null {
  for (const form of definition.forms) {
    const item = form.items.find((entry) => entry.code === code);
    if (item) return { form, item };
  }
  return null;
}
