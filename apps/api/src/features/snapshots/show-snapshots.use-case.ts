import type { SnapshotView } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findSealedOutcomes, findSnapshot, listSnapshots, type SnapshotRow, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { readSummary, snapshotNotFound, snapshotViewOf } from './snapshot.view.ts';

/** The locked snapshots of the study. */
@Injectable()
export class ShowSnapshotsUseCase {
  constructor(private readonly database: Database) {}

  all(caller: Caller): Promise<Result<{ items: SnapshotView[] }>> {
    return this.database.as(caller.dbIdentity('snapshot.read', { pathology: true }), async (tx) => {
      const items: SnapshotView[] = [];
      for (const row of await listSnapshots(tx, caller.studyId)) items.push(await this.view(tx, row));
      return ok({ items });
    });
  }

  one(caller: Caller, snapshotId: string): Promise<Result<SnapshotView>> {
    return this.database.as(caller.dbIdentity('snapshot.read', { pathology: true }), async (tx): Promise<Result<SnapshotView>> => {
      const row = await findSnapshot(tx, caller.studyId, snapshotId);
      return row === null ? snapshotNotFound : ok(await this.view(tx, row));
    });
  }

  /** Row-level security shows the outcomes' row only after their opening: no row means sealed, if there is anything to seal. */
  private async view(tx: Tx, row: SnapshotRow): Promise<SnapshotView> {
    const external = readSummary(row).record.sets.find(({ set }) => set === 'external_validation')?.lesions ?? 0;
    return snapshotViewOf(row, external === 0 ? 'none' : await findSealedOutcomes(tx, row.id));
  }
}
