import { callRoute, routes } from '@echocohort/contracts';
import type { SubmittedCase } from '../centre/submit-patient.ts';
import type { CentreStaff } from '../product/staff.ts';

/** The pathologist enters the report unless it is there, and a second person confirms it unless somebody has. */
export async function reportAndConfirm(staff: CentreStaff, submitted: SubmittedCase): Promise<void> {
  const { caseId, lesion, shift } = submitted;
  const before = await callRoute(staff.pathologist, routes.pathology, { params: { caseId } });
  if (before.status === 'confirmed') return;
  const entered = before.status === 'entered' ? before : await callRoute(staff.pathologist, routes.enterPathology, {
    params: { caseId }, version: before.version,
    body: { typeCode: lesion.typeCode, method: lesion.methodCode, specimenDate: shift(lesion.specimenDate), note: null },
  });
  await callRoute(staff.investigator, routes.confirmPathology, { params: { caseId }, version: entered.version });
}
