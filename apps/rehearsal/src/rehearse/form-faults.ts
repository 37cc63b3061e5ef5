import { callRoute, routes } from '@echocohort/contracts';
import type { StudyView } from '@echocohort/contracts';
import type { SubmittedCase } from '../centre/submit-patient.ts';
import { boardOf } from '../centre/submit-patient.ts';
import { refusalOf } from '../product/expect-refusal.ts';
import { staffOf } from '../product/staff.ts';
import type { Rehearsal } from './rehearsal.ts';

type Item = StudyView['forms'][number]['items'][number];

/** The first item of a form of this scope that fits, with its form's code. */
function itemWhere(study: StudyView, fits: (item: Item) => boolean): { readonly form: string; readonly item: Item } {
  for (const form of study.forms) {
    const item = form.items.find(fits);
    if (form.scope === 'lesion' && item) return { form: form.code, item };
  }
  throw new RangeError('the study has no such item');
}

/** Values that must be refused whole, and two people who save the same form. */
export async function plantFormFaults(rehearsal: Rehearsal, submitted: SubmittedCase): Promise<void> {
  const { card, study, staff } = rehearsal;
  const { coordinator, investigator } = staffOf(staff, submitted.centre);
  const ranged = itemWhere(study, (item) => item.type === 'number' && typeof item.range?.max === 'number');
  const choice = itemWhere(study, (item) => item.type === 'choice');
  const params = { caseId: submitted.caseId, formCode: ranged.form };
  const read = () => callRoute(coordinator, routes.form, { params });
  const before = await read();
  const save = (item: string, value: string | number, version: number) =>
    refusalOf(() => callRoute(coordinator, routes.saveForm, { params, version, body: { changes: { [item]: { value, missingReason: null, reasonForChange: 'typed again' } } } }));
  const refused = async (fault: string, item: string, value: string | number): Promise<void> => {
    const problem = await save(item, value, before.version);
    card.fault(fault, 'coordinator', problem?.status === 422, problem ? `${problem.code} ${problem.field ?? ''}` : 'was saved');
  };
  await refused('form value out of range', ranged.item.code, (ranged.item.range?.max ?? 0) + 1);
  await refused('form value of the wrong type', ranged.item.code, 'three');
  await refused('form choice that does not exist', choice.item.code, 'no-such-choice');
  const unreasoned = await refusalOf(() => callRoute(coordinator, routes.saveForm, { params, version: before.version, body: { changes: { [ranged.item.code]: { value: 1.7, missingReason: null } } } }));
  card.fault('change without a reason', 'coordinator', unreasoned?.status === 422, unreasoned?.code ?? 'was saved');
  const after = await read();
  card.step('refused values changed nothing in the form', JSON.stringify(after) === JSON.stringify(before));
  await twoPeople(rehearsal, submitted, { coordinator, investigator }, ranged);
}

async function twoPeople(rehearsal: Rehearsal, submitted: SubmittedCase, people: Pick<ReturnType<typeof staffOf>, 'coordinator' | 'investigator'>, ranged: { form: string; item: Item }): Promise<void> {
  const params = { caseId: submitted.caseId, formCode: ranged.form };
  const { version, values } = await callRoute(people.coordinator, routes.form, { params });
  const held = values[ranged.item.code];
  const change = (value: string | number | boolean | null) => ({ changes: { [ranged.item.code]: { value, missingReason: null, reasonForChange: 'measured again' } } });
  await callRoute(people.coordinator, routes.saveForm, { params, version, body: change(Number(held?.value ?? 2) + 0.1) });
  const problem = await refusalOf(() => callRoute(people.investigator, routes.saveForm, { params, version, body: change(Number(held?.value ?? 2) + 0.2) }));
  rehearsal.card.fault('two people save the same form', 'coordinator', problem?.status === 412, problem?.code ?? 'the second overwrote the first');
  const now = await callRoute(people.coordinator, routes.form, { params });
  await callRoute(people.coordinator, routes.saveForm, { params, version: now.version, body: change(held?.value ?? null) });
}

/** A report that nobody confirmed must not make a case eligible, and nobody confirms an own one. */
export async function plantPathologyFaults(rehearsal: Rehearsal, submitted: SubmittedCase): Promise<void> {
  const { pathologist, coordinator } = staffOf(rehearsal.staff, submitted.centre);
  const params = { caseId: submitted.caseId };
  const { version } = await callRoute(pathologist, routes.pathology, { params });
  const early = await refusalOf(() => callRoute(pathologist, routes.confirmPathology, { params, version }));
  rehearsal.card.fault('pathology confirmed before it is entered', 'coordinator', early !== null && early.status < 500, early?.code ?? 'was confirmed');
  const entered = await callRoute(pathologist, routes.enterPathology, {
    params, version, body: { typeCode: submitted.lesion.typeCode, method: submitted.lesion.methodCode, specimenDate: submitted.shift(submitted.lesion.specimenDate), note: null },
  });
  const own = await refusalOf(() => callRoute(pathologist, routes.confirmPathology, { params, version: entered.version }));
  rehearsal.card.fault('own pathology report confirmed', 'coordinator', own?.status === 403, own?.code ?? 'was confirmed');
  const board = await boardOf(coordinator, submitted.caseId);
  rehearsal.card.fault('pathology used before confirmation', 'coordinator', board.pathologyStatus === 'entered' && board.eligibility.verdict !== 'eligible', board.eligibility.verdict);
}
