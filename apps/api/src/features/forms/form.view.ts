import type { FormView } from '@echocohort/contracts';
import { validateForm, type ItemInputs } from '@echocohort/study';
import { formFrozen, type FormOfCase } from './form-place.ts';

/** A form as it stands: its answers and what the edit checks say of them. `version` 0 = nobody saved it yet. */
export function formViewOf(place: FormOfCase, version: number, answers: ItemInputs): FormView {
  const { form } = place;
  const findings = validateForm(form, answers).map(({ item, code, sentence }) => ({ item, code, sentence }));
  const values = form.items.flatMap(({ code }) => {
    const answer = answers[code];
    return answer ? [[code, { value: answer.value, missingReason: answer.missingReason }] as const] : [];
  });
  return { code: form.code, scope: form.scope, version, values: Object.fromEntries(values), findings, complete: findings.length === 0, locked: formFrozen(place) !== null };
}
