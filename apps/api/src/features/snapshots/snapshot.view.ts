import { snapshotRecordSchema, type PackedLeaves, type SnapshotRecord } from '@echocohort/cohort';
import { cohortPreview, type CohortPreview, type SnapshotView } from '@echocohort/contracts';
import { refuse, type Result } from '@echocohort/kernel';
import type { SealedOutcomesRow, SnapshotRow } from '@echocohort/persistence';
import { z } from 'zod';

/** What `snapshot.summary` keeps, so that lists need not read the manifest; `preview` is the picture that the signer saw. */
const summarySchema = z.strictObject({ record: snapshotRecordSchema, files: z.number(), bytes: z.number(), preview: cohortPreview });
export type SnapshotSummary = z.output<typeof summarySchema>;

export const summaryOf = (record: SnapshotRecord, leaves: PackedLeaves, preview: CohortPreview): SnapshotSummary => ({ record, files: leaves.length, bytes: leaves.bytes, preview });

export const readSummary = (row: SnapshotRow): SnapshotSummary => summarySchema.parse(row.summary);

export const snapshotNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such snapshot.' });

/** `outcomes`: the opened ones, null while they are sealed, 'none' when the cohort has no external lesion. */
export function snapshotViewOf(row: SnapshotRow, outcomes: SealedOutcomesRow | null | 'none'): SnapshotView {
  const { record, files, bytes } = readSummary(row);
  const opened = outcomes === 'none' ? null : outcomes;
  return {
    id: row.id, cohortId: row.cohortId, cohortName: row.cohortName, root: row.root, previousRoot: row.previousRoot, lockedAt: row.lockedAt.toISOString(), files, bytes,
    sets: record.sets,
    signatures: row.signatures.map(({ person, meaning, digest, signedAt }) => ({ person, meaning, digest, signedAt: signedAt.toISOString() })),
    externalOutcomes: { sealed: outcomes !== 'none' && !opened?.openedAt, openedAt: opened?.openedAt?.toISOString() ?? null, modelDigest: opened?.openedAt ? opened.modelDigest : null },
  };
}
