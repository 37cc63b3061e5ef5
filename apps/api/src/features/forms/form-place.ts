import { frozen, isCaseState } from '@echocohort/case-state';
import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { findCase, holdCase, lesionsOf, type CaseRow, type FormPlace, type Tx } from '@echocohort/persistence';
import { formOf, type FormDefinition } from '@echocohort/study';
import type { CurrentStudy } from '../../platform/active-study.ts';
import { caseNotFound } from '../cases/case-not-found.ts';

/** A form of a case: what it asks, where its answers lie, and the cases that they are part of. */
export interface FormOfCase {
  readonly form: FormDefinition;
  readonly place: FormPlace;
  readonly case: CaseRow;
  /** This case and, for a form of the patient, the patient's other lesions. */
  readonly concerned: readonly CaseRow[];
}

async function concernedBy(tx: Tx, row: CaseRow, form: FormDefinition, hold: boolean): Promise<CaseRow[]> {
  const ids = form.scope === 'patient' ? (await lesionsOf(tx, row.subjectId)).map(({ id }) => id) : [row.id];
  const rows: CaseRow[] = [];
  // One after the other, in the order of the lesions: two saves that meet never wait for each other in a circle.
  for (const id of ids) {
    const found = await (hold ? holdCase : findCase)(tx, id);
    if (found !== null) rows.push(found);
  }
  return rows;
}

/** Resolves case and form; with `hold` the cases concerned stay held until the transaction ends. */
export async function formOfCase(tx: Tx, study: CurrentStudy, caseId: string, formCode: string, hold: boolean): Promise<Result<FormOfCase>> {
  const form = formOf(study.definition, formCode);
  const seen = await findCase(tx, caseId);
  if (seen === null) return caseNotFound;
  if (form === null) return refuse({ code: 'not-found', detail: 'The study has no such form.' });
  const concerned = await concernedBy(tx, seen, form, hold);
  const row = concerned.find(({ id }) => id === caseId);
  if (row === undefined) return caseNotFound;
  return ok({ form, case: row, concerned, place: { centre: row.centre, subjectId: row.subjectId, caseId: form.scope === 'patient' ? null : row.id, formCode } });
}

/** Why the form's answers cannot change, or null. A form of the patient is shut as soon as one lesion is locked. */
export function formFrozen({ case: row, concerned }: FormOfCase): Refusal | null {
  const states = [row, ...concerned.filter(({ state }) => state === 'locked')].map(({ state }) => state);
  return states.map((state) => (isCaseState(state) ? frozen(state) : null)).find((refusal) => refusal !== null) ?? null;
}
