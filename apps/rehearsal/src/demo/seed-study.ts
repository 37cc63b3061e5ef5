import { callRoute, routes } from '@echocohort/contracts';
import type { StudyView } from '@echocohort/contracts';
import type { SyntheticPatient } from '@echocohort/testing';
import type { PictureJob, PictureResult } from '../centre/picture-job.ts';
import { submitPatient } from '../centre/submit-patient.ts';
import type { SubmittedCase } from '../centre/submit-patient.ts';
import { enrolHolders } from '../product/key-holders.ts';
import { staffOf } from '../product/staff.ts';
import type { Staff } from '../product/staff.ts';
import { acceptCase, answerQuery, queryCase } from '../review/panel-desk.ts';
import { reportAndConfirm } from '../review/pathology-desk.ts';
import { inTurn } from './in-turn.ts';
import type { Progress } from './progress.ts';

/** All that seeding needs. */
export interface SeedTask {
  readonly staff: Staff;
  readonly study: StudyView;
  readonly patients: readonly SyntheticPatient[];
  readonly keyOf: (centre: string) => Uint8Array;
  readonly makePicture: (job: PictureJob) => Promise<PictureResult>;
  readonly progress: Progress;
  /** Password of the demo accounts; the key holders' passphrases are made of it. */
  readonly password: string;
}

/** Sends the whole study through intake and review, and leaves a cohort defined for the statistician to split and lock. */
export async function seedStudy(task: SeedTask): Promise<SubmittedCase[]> {
  const cases: SubmittedCase[] = [];
  await enrolHolders(task.staff, task.password);
  await inTurn(interleaved(task.patients), 6, async (patient) => {
    const { coordinator } = staffOf(task.staff, patient.centre);
    const desk = { coordinator, study: task.study, key: task.keyOf(patient.centre), makePicture: task.makePicture, sent: () => task.progress.step() };
    for (const submitted of await submitPatient(desk, patient)) {
      await reportAndConfirm(staffOf(task.staff, patient.centre), submitted);
      await review(task, submitted);
      cases.push(submitted);
    }
  });
  await callRoute(task.staff.statistician, routes.createCohort, {
    body: { name: 'Main analysis', definition: { centres: null, criteria: [], trainingParts: task.study.cohortDefaults.trainingParts, internalParts: task.study.cohortDefaults.internalParts } },
    idempotencyKey: 'demo-cohort',
  });
  return cases;
}

/** One patient of each centre after the other, so that no centre's number counter is fought over. */
function interleaved(patients: readonly SyntheticPatient[]): SyntheticPatient[] {
  return [...patients].sort((a, b) => a.ordinal - b.ordinal);
}

/** What the panel does with the case, as its fate says. Wording is the panel's, so it says nothing of the outcome. */
async function review(task: SeedTask, submitted: SubmittedCase): Promise<void> {
  const { fate } = submitted.lesion;
  const { auditor } = task.staff;
  if (fate === 'accepted') await acceptCase(auditor, submitted.caseId);
  if (fate !== 'queried' && fate !== 'answered') return;
  const [firstReason] = task.study.panelReasons;
  const slots = [...submitted.images.keys()];
  const slot = slots[fate === 'queried' ? slots.length - 2 : 1] ?? slots[0];
  if (!firstReason || !slot) return;
  const query = await queryCase(auditor, submitted.caseId, slot, firstReason.code, 'Please send the plane that the protocol asks for.');
  if (fate === 'answered') await answerQuery(staffOf(task.staff, submitted.centre).coordinator, query, 'The window was limited by ribs; this is the best plane we have.');
}
