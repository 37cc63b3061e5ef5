import { Readable } from 'node:stream';
import { analysisReport, type AnalysisReport } from '@echocohort/analyses';
import type { AnalysisView } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findAnalysis, findSnapshot, listAnalyses } from '@echocohort/persistence';
import { analysisKey, analysisMapKey, readVerified, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { StreamAnswer } from '../../http/stream-answer.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';
import { analysisNotFinished, analysisNotFound, analysisViewOf } from './analysis.view.ts';

/** Analyses of a snapshot: where they stand, and what they found. */
@Injectable()
export class ShowAnalysesUseCase {
  constructor(
    private readonly database: Database,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  all(caller: Caller, snapshotId: string): Promise<Result<{ items: AnalysisView[] }>> {
    return this.database.as(caller.dbIdentity('run.read'), async (tx): Promise<Result<{ items: AnalysisView[] }>> => {
      if ((await findSnapshot(tx, caller.studyId, snapshotId)) === null) return snapshotNotFound;
      return ok({ items: (await listAnalyses(tx, snapshotId)).map(analysisViewOf) });
    });
  }

  async one(caller: Caller, analysisId: string): Promise<Result<AnalysisView>> {
    const row = await this.database.as(caller.dbIdentity('run.read'), (tx) => findAnalysis(tx, caller.studyId, analysisId));
    return row === null ? analysisNotFound : ok(analysisViewOf(row));
  }

  /** A map that the analysis made, by its digest; a map that it did not make is not found. */
  async map(caller: Caller, analysisId: string, map: string): Promise<Result<StreamAnswer>> {
    const row = await this.database.as(caller.dbIdentity('run.read'), (tx) => findAnalysis(tx, caller.studyId, analysisId));
    if (row?.status !== 'finished') return analysisNotFound;
    const bytes = await readVerified(this.storage, analysisMapKey(row.id, map), map);
    if (!bytes.ok && bytes.refusal.code === 'object-not-found') return analysisNotFound;
    if (!bytes.ok) throw new RefusalError(bytes.refusal);
    return ok(new StreamAnswer({ sizeBytes: bytes.value.length, mediaType: 'image/png', digest: map }, (range) => Readable.from([range === null ? bytes.value : bytes.value.subarray(range.start, range.end + 1)])));
  }

  /** The results as they were made; bytes that are not those of the record are never shown. */
  async result(caller: Caller, analysisId: string): Promise<Result<AnalysisReport>> {
    const row = await this.database.as(caller.dbIdentity('run.read'), (tx) => findAnalysis(tx, caller.studyId, analysisId));
    if (row === null) return analysisNotFound;
    if (row.resultSha256 === null) return analysisNotFinished;
    const bytes = await readVerified(this.storage, analysisKey(row.id, 'result.json'), row.resultSha256);
    if (!bytes.ok) throw new RefusalError(bytes.refusal);
    return ok(analysisReport.parse(JSON.parse(new TextDecoder().decode(bytes.value))));
  }
}
