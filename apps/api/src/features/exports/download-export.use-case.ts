import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, findExport, recordDownload, type ExportRow } from '@echocohort/persistence';
import type { ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { StreamAnswer } from '../../http/stream-answer.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { exportNotFound } from './export.view.ts';

/** Gives a finished export out, whole or in part, and keeps who took it. */
@Injectable()
export class DownloadExportUseCase {
  constructor(
    private readonly database: Database,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async run(caller: Caller, exportId: string): Promise<Result<StreamAnswer>> {
    const row = await this.database.as(caller.dbIdentity('export.make'), (tx) => findExport(tx, caller.studyId, exportId));
    if (row === null) return exportNotFound;
    const { key, sizeBytes, sha256 } = row;
    if (row.status !== 'finished' || key === null || sizeBytes === null || sha256 === null) return refuse({ code: 'not-ready', detail: 'The export is not finished yet.' });
    return ok(new StreamAnswer({ sizeBytes, mediaType: 'application/zip', fileName: `${caller.studyCode}-${row.snapshotRoot.slice(0, 12)}.zip`, digest: sha256 }, async (range) => {
      const found = await this.storage.get(key, range ?? undefined);
      if (!found.ok) throw new RefusalError(found.refusal);
      // A resumed download is one download: it is counted when it begins.
      if ((range?.start ?? 0) === 0) await this.record(caller, row);
      return found.value.stream;
    }));
  }

  private record(caller: Caller, row: ExportRow): Promise<void> {
    return this.database.as(caller.dbIdentity('export.make'), async (tx) => {
      await recordDownload(tx, row.id, caller.personId);
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'export.downloaded', centre: null, case: null, payload: { export: row.id, root: row.snapshotRoot } });
    });
  }
}
