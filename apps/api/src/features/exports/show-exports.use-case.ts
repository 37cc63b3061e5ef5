import { ok, type Result } from '@echocohort/kernel';
import { Database, findExport, findSnapshot, listDownloads, listExports } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';
import { exportNotFound, exportViewOf, ledgerViewOf, type ExportView, type LedgerView } from './export.view.ts';

/** How the exports of a snapshot stand. */
@Injectable()
export class ShowExportsUseCase {
  constructor(private readonly database: Database) {}

  all(caller: Caller, snapshotId: string): Promise<Result<{ items: ExportView[] }>> {
    return this.database.as(caller.dbIdentity('export.make'), async (tx): Promise<Result<{ items: ExportView[] }>> => {
      if ((await findSnapshot(tx, caller.studyId, snapshotId)) === null) return snapshotNotFound;
      return ok({ items: (await listExports(tx, snapshotId)).map(exportViewOf) });
    });
  }

  ledger(caller: Caller, snapshotId: string): Promise<Result<LedgerView>> {
    return this.database.as(caller.dbIdentity('export.make'), async (tx): Promise<Result<LedgerView>> => {
      if ((await findSnapshot(tx, caller.studyId, snapshotId)) === null) return snapshotNotFound;
      return ok(ledgerViewOf(await listDownloads(tx, snapshotId)));
    });
  }

  one(caller: Caller, exportId: string): Promise<Result<ExportView>> {
    return this.database.as(caller.dbIdentity('export.make'), async (tx): Promise<Result<ExportView>> => {
      const row = await findExport(tx, caller.studyId, exportId);
      return row === null ? exportNotFound : ok(exportViewOf(row));
    });
  }
}
