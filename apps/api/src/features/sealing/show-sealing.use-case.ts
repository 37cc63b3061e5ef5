import { SHARES_NEEDED } from '@echocohort/cohort';
import type { SealingView } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findSealing, findSnapshot, listSnapshots, registeredModels, type SealingRow, type SnapshotRow, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { keyIdOf } from '../snapshots/seal-outcomes.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';

/** What is sealed, by whom it is held and for which model it was opened. Never what it says. */
export async function sealingViewOf(tx: Tx, snapshot: SnapshotRow, sealing: SealingRow | null, caller: Caller): Promise<SealingView> {
  const models = (await registeredModels(tx, [snapshot.id])).filter(({ isFold }) => !isFold);
  return {
    snapshotId: snapshot.id, cohortName: snapshot.cohortName, root: snapshot.root, mode: sealing?.mode ?? 'none', commitment: sealing?.commitment ?? null, lesions: sealing?.lesions ?? 0,
    threshold: sealing?.mode === 'two-person' ? SHARES_NEEDED : 0,
    shares: (sealing?.shares ?? []).map(({ personId, holder, publicKey, givenAt }) => ({ personId, holder, keyId: keyIdOf(publicKey), givenAt: givenAt?.toISOString() ?? null, mine: personId === caller.personId })),
    models: models.map(({ runId, digest, registeredAt }) => ({ runId, digest, registeredAt: registeredAt.toISOString() })),
    forRunId: sealing?.openedForRunId ?? sealing?.shares.find(({ forRunId }) => forRunId !== null)?.forRunId ?? null,
    openedAt: sealing?.openedAt?.toISOString() ?? null, modelDigest: sealing?.openedAt ? sealing.modelDigest : null, impact: sealing?.impact ?? null,
  };
}

/** How sealed outcomes stand. Read in the service's name: shares are hidden from everybody else. */
@Injectable()
export class ShowSealingUseCase {
  constructor(private readonly database: Database) {}

  one(caller: Caller, snapshotId: string): Promise<Result<SealingView>> {
    return this.database.system(async (tx): Promise<Result<SealingView>> => {
      const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
      return snapshot === null ? snapshotNotFound : ok(await sealingViewOf(tx, snapshot, await findSealing(tx, snapshotId), caller));
    });
  }

  all(caller: Caller): Promise<Result<{ items: SealingView[] }>> {
    return this.database.system(async (tx) => {
      const items: SealingView[] = [];
      for (const snapshot of await listSnapshots(tx, caller.studyId)) {
        const sealing = await findSealing(tx, snapshot.id);
        if (sealing !== null) items.push(await sealingViewOf(tx, snapshot, sealing, caller));
      }
      return ok({ items });
    });
  }
}
