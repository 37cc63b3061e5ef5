import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';

/** A person who holds one share of every key that seals outcomes. */
export const keyHolderView = z.object({ personId: z.string(), name: z.string(), keyId: z.string(), enrolledAt: z.string() });
export type KeyHolderView = z.output<typeof keyHolderView>;

/** How the outcomes of the external centres of one snapshot are sealed, and who has given a share for which model. */
export const sealingView = z.object({
  snapshotId: z.string(),
  cohortName: z.string(),
  root: z.string(),
  mode: z.enum(['none', 'automatic', 'two-person']),
  commitment: z.string().nullable(),
  lesions: z.number(),
  threshold: z.number(),
  shares: z.array(z.object({ personId: z.string(), holder: z.string(), keyId: z.string(), givenAt: z.string().nullable(), mine: z.boolean() })),
  /** Registered models of the snapshot; an opening needs one. */
  models: z.array(z.object({ runId: z.string(), digest: z.string(), registeredAt: z.string() })),
  /** The model that a first share was given for. */
  forRunId: z.string().nullable(),
  openedAt: z.string().nullable(),
  modelDigest: z.string().nullable(),
  impact: z.string().nullable(),
});
export type SealingView = z.output<typeof sealingView>;

const secret = z.string().min(12).max(200);
const snapshotParams = z.object({ snapshotId: z.uuid() });

export const sealingRoutes = {
  keyHolders: defineRoute({ name: 'keyHolders', method: 'GET', path: '/v1/key-holders', access: ['outcome.release', 'cohort.lock'], summary: 'Who holds shares of the keys of sealed outcomes.', response: z.object({ items: z.array(keyHolderView) }) }),
  enrolKeyHolder: defineRoute({ name: 'enrolKeyHolder', method: 'POST', path: '/v1/key-holders', access: ['outcome.release'], summary: 'Become a key holder: a key pair is made, its private part shut with a passphrase that is not stored.', body: z.object({ password: z.string().max(200), passphrase: secret }), response: keyHolderView, creates: true }),
  sealedSnapshots: defineRoute({ name: 'sealedSnapshots', method: 'GET', path: '/v1/sealing', access: ['outcome.release', 'snapshot.read'], summary: 'The sealed snapshots and whose share is awaited.', response: z.object({ items: z.array(sealingView) }) }),
  sealing: defineRoute({ name: 'sealing', method: 'GET', path: '/v1/snapshots/:snapshotId/sealing', access: ['outcome.release', 'snapshot.read'], summary: 'How the outcomes of one snapshot are sealed.', params: snapshotParams, response: sealingView }),
  giveShare: defineRoute({ name: 'giveShare', method: 'POST', path: '/v1/snapshots/:snapshotId/sealing/shares', access: ['outcome.release'], summary: 'Give the own share for a registered model; the second share opens the outcomes.', params: snapshotParams, body: z.object({ password: z.string().max(200), passphrase: z.string().max(200), runId: z.uuid(), impact: z.string().min(3).max(500) }), response: sealingView }),
} as const;
