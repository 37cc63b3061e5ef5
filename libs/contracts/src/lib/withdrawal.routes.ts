import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';
import { snapshotView } from './cohort.routes.ts';

/** A patient who withdrew, with the locked snapshots and registered models that hold their data. */
export const withdrawalView = z.object({
  subjectId: z.string(),
  subject: z.string(),
  centre: z.string(),
  withdrawnAt: z.string(),
  lesions: z.array(z.string()),
  snapshots: z.array(z.object({ id: z.string(), root: z.string(), cohortName: z.string(), lockedAt: z.string(), lesions: z.number(), succeededBy: z.string().nullable() })),
  models: z.array(z.object({ runId: z.string(), snapshotId: z.string(), digest: z.string() })),
});
export type WithdrawalView = z.output<typeof withdrawalView>;

/** What a successor of a snapshot would leave out, and keep. */
export const successorPlan = z.object({ snapshotId: z.string(), leaving: z.array(z.object({ lesion: z.string(), subject: z.string() })), lesions: z.number(), patients: z.number(), hindrance: z.string().nullable() });
export type SuccessorPlan = z.output<typeof successorPlan>;

export const withdrawalRoutes = {
  withdrawSubject: defineRoute({ name: 'withdrawSubject', method: 'POST', path: '/v1/subjects/:subjectId/withdrawal', access: ['case.open'], summary: 'A patient withdraws: the cases leave the study; snapshots and models that hold them are named.', params: z.object({ subjectId: z.uuid() }), body: z.object({ reason: z.string().min(3).max(300) }), response: withdrawalView }),
  listWithdrawals: defineRoute({ name: 'listWithdrawals', method: 'GET', path: '/v1/withdrawals', access: ['snapshot.read'], summary: 'Withdrawn patients with the snapshots and models concerned.', response: z.object({ items: z.array(withdrawalView) }) }),
  successorPlan: defineRoute({ name: 'successorPlan', method: 'GET', path: '/v1/snapshots/:snapshotId/successor', access: ['cohort.lock'], summary: 'What a successor without the withdrawn patients would hold.', params: z.object({ snapshotId: z.uuid() }), response: successorPlan }),
  makeSuccessor: defineRoute({ name: 'makeSuccessor', method: 'POST', path: '/v1/snapshots/:snapshotId/successor', access: ['cohort.lock'], summary: 'In one step: the same cohort and sets without the withdrawn patients, locked and signed.', params: z.object({ snapshotId: z.uuid() }), body: z.object({ password: z.string().max(200), meaning: z.string().min(3).max(300) }), response: snapshotView, creates: true }),
} as const;
