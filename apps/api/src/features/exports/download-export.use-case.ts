import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, downloadedSince, findExport, recordDownload, type AgreementName, type ExportRow } from '@echocohort/persistence';
import type { ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { StreamAnswer } from '../../http/stream-answer.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { agreedToForce } from '../agreements/agreement-in-force.ts';
import { notTakenBack } from '../releases/check-release.ts';
import { exportNotFound } from './export.view.ts';

/** Parts that a person takes within this time belong to one download. */
const ONE_DOWNLOAD_MS = 24 * 3_600_000;

/** Gives a finished export out, whole or in part, to who agreed to the agreement in force, and keeps who took it under which version. */
@Injectable()
export class DownloadExportUseCase {
  constructor(
    private readonly database: Database,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async run(caller: Caller, exportId: string): Promise<Result<StreamAnswer>> {
    const row = await this.database.as(caller.dbIdentity('export.make'), (tx) => findExport(tx, caller.studyId, exportId));
    if (row === null) return exportNotFound;
    const given = await this.database.as(caller.dbIdentity('export.make'), (tx) => notTakenBack(tx, row.snapshotId));
    if (!given.ok) return given;
    const agreed = await this.database.as(caller.dbIdentity('export.make'), (tx) => agreedToForce(tx, caller));
    if (!agreed.ok) return agreed;
    const { key, sizeBytes, sha256 } = row;
    if (row.status !== 'finished' || key === null || sizeBytes === null || sha256 === null) return refuse({ code: 'not-ready', detail: 'The export is not finished yet.' });
    return ok(new StreamAnswer({ sizeBytes, mediaType: 'application/zip', fileName: `${caller.studyCode}-${row.snapshotRoot.slice(0, 12)}.zip`, digest: sha256 }, async (range) => {
      const found = await this.storage.get(key, range ?? undefined);
      if (!found.ok) throw new RefusalError(found.refusal);
      await this.record(caller, row, agreed.value, (range?.start ?? 0) === 0);
      return found.value.stream;
    }));
  }

  /** A resumed download is one download; but whoever begins in the middle is on record too. */
  private record(caller: Caller, row: ExportRow, { id: agreementId, digest: document }: AgreementName, fromTheStart: boolean): Promise<void> {
    return this.database.as(caller.dbIdentity('export.make'), async (tx) => {
      if (!fromTheStart && (await downloadedSince(tx, row.id, caller.personId, new Date(tx.at.getTime() - ONE_DOWNLOAD_MS)))) return;
      await recordDownload(tx, row.id, caller.personId, { agreement: null, agreementId });
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'export.downloaded', centre: null, case: null, payload: { export: row.id, root: row.snapshotRoot, agreement: row.agreement, document } });
    });
  }
}
