import { ok, type Result } from '@echocohort/kernel';
import { appendAudit, Database, findAnalysis, type AnalysisRow } from '@echocohort/persistence';
import { analysisKey, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { StreamAnswer } from '../../http/stream-answer.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { notTakenBack } from '../releases/check-release.ts';
import { analysisNotFinished, analysisNotFound } from './analysis.view.ts';

/** Gives a report out, whole or in part, and keeps who took it. */
@Injectable()
export class DownloadReportUseCase {
  constructor(
    private readonly database: Database,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async run(caller: Caller, analysisId: string): Promise<Result<StreamAnswer>> {
    const found = await this.database.as(caller.dbIdentity('run.read'), async (tx): Promise<Result<AnalysisRow>> => {
      const asked = await findAnalysis(tx, caller.studyId, analysisId);
      if (asked === null) return analysisNotFound;
      const given = await notTakenBack(tx, asked.snapshotId);
      return given.ok ? ok(asked) : given;
    });
    if (!found.ok) return found;
    const row = found.value;
    const { reportBytes, reportSha256 } = row;
    if (reportBytes === null || reportSha256 === null) return analysisNotFinished;
    const fileName = `${caller.studyCode}-${row.snapshotRoot.slice(0, 12)}-report-${row.language}.zip`;
    return ok(new StreamAnswer({ sizeBytes: reportBytes, mediaType: 'application/zip', fileName, digest: reportSha256 }, async (range) => {
      const stored = await this.storage.get(analysisKey(row.id, 'report.zip'), range ?? undefined);
      if (!stored.ok) throw new RefusalError(stored.refusal);
      // A resumed download is one download: it is counted when it begins.
      if ((range?.start ?? 0) === 0) await this.record(caller, row);
      return stored.value.stream;
    }));
  }

  private record(caller: Caller, row: AnalysisRow): Promise<void> {
    return this.database.as(caller.dbIdentity('run.read'), async (tx) => {
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'analysis.downloaded', centre: null, case: null, payload: { analysis: row.id, root: row.snapshotRoot } });
    });
  }
}
