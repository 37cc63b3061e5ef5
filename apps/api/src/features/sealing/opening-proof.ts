import { auditLine } from '@echocohort/audit';
import type { SnapshotRecord } from '@echocohort/cohort';
import type { OpeningProof } from '@echocohort/export';
import { findSealing, readAuditEntries, registeredModels, type StudyRef, type Tx } from '@echocohort/persistence';
import { z } from 'zod';

const ROWS_AT_ONCE = 2000;
const opened = z.object({ root: z.string() });

/**
 * Proof that the model stood before the data were opened: the study's trail from the lock to the opening. It continues the
 * trail inside the snapshot, whose end the snapshot's record names. Null when the trail does not show the opening.
 */
export async function openingProof(tx: Tx, study: StudyRef, snapshotId: string, record: SnapshotRecord): Promise<OpeningProof | null> {
  const sealing = await findSealing(tx, snapshotId);
  const model = (await registeredModels(tx, [snapshotId])).find(({ runId }) => runId === sealing?.openedForRunId);
  if (sealing === null || model === undefined) return null;
  const trail: string[] = [];
  for (let from = record.audit.seq; ;) {
    const entries = await readAuditEntries(tx, study, from, ROWS_AT_ONCE);
    for (const entry of entries) {
      trail.push(auditLine(entry));
      from = entry.seq;
      const isIt = entry.type === 'external-outcomes.opened' && opened.safeParse(entry.payload).data?.root === record.root;
      if (isIt) return { mode: sealing.mode, registeredAt: model.registeredAt.toISOString(), holders: sealing.shares.filter(({ givenAt }) => givenAt !== null).map(({ holder }) => holder), impact: sealing.impact, trail };
    }
    if (entries.length < ROWS_AT_ONCE) return null;
  }
}
