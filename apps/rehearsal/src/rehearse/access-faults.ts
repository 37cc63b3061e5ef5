import { callRoute, routes } from '@echocohort/contracts';
import type { SubmittedCase } from '../centre/submit-patient.ts';
import { refusalOf } from '../product/expect-refusal.ts';
import { signIn } from '../product/sign-in.ts';
import { staffOf } from '../product/staff.ts';
import type { Rehearsal } from './rehearsal.ts';

/** People who try what is not theirs: other centres' cases, outcomes for the panel, cases for the statistician. */
export async function plantAccessFaults(rehearsal: Rehearsal, submitted: SubmittedCase): Promise<void> {
  const { card, staff } = rehearsal;
  const params = { caseId: submitted.caseId };
  const other = [...staff.centres.keys()].find((centre) => centre !== submitted.centre);
  if (other === undefined) throw new RangeError('one centre only');
  const outsider = staffOf(staff, other);
  const denied = async (fault: string, status: number, call: () => Promise<unknown>): Promise<void> => {
    const problem = await refusalOf(call);
    card.fault(fault, 'intake', problem?.status === status, problem ? `${problem.status} ${problem.code}` : 'was let in');
  };
  await denied('case of another centre', 404, () => callRoute(outsider.coordinator, routes.caseBoard, { params }));
  await denied('case of another centre', 404, () => callRoute(outsider.pathologist, routes.pathology, { params }));
  await denied('patient across centres', 404, () => callRoute(outsider.coordinator, routes.openLesion, { params: { subjectId: submitted.subjectId }, body: {}, idempotencyKey: `straddle-${submitted.caseId}` }));
  await denied('patient across centres', 404, () => callRoute(outsider.coordinator, routes.registerSubject, { body: { centre: submitted.centre }, idempotencyKey: `straddle-${submitted.subjectId}` }));
  await denied('panel asks for pathology', 403, () => callRoute(staff.auditor, routes.pathology, { params }));
  await denied('panel asks for pathology', 403, () => callRoute(staff.auditor, routes.caseBoard, { params }));
  await denied('statistician asks for a case', 403, () => callRoute(staff.statistician, routes.caseBoard, { params }));
  await denied('nobody is signed in', 401, () => callRoute({ baseUrl: rehearsal.apiUrl, send: fetch }, routes.caseBoard, { params }));
  await denied('wrong password', 401, () => signIn(rehearsal.apiUrl, staff.dataManager.email, 'not the password'));
}
