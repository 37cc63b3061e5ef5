import { ok, refuse, type Result } from '@echocohort/kernel';
import { bundleSummary } from '@echocohort/model';
import { Database, findRun } from '@echocohort/persistence';
import { bundleKey, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { StreamAnswer } from '../../http/stream-answer.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { runNotFound } from './run.view.ts';

const noSuchFile: Result<never> = refuse({ code: 'not-found', detail: 'The model bundle of this run holds no such file.' });

/** Gives out one file of a registered model. Only names that the bundle lists are looked up. */
@Injectable()
export class BundleFileUseCase {
  constructor(
    private readonly database: Database,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async run(caller: Caller, runId: string, file: string): Promise<Result<StreamAnswer>> {
    const row = await this.database.as(caller.dbIdentity('run.read'), (tx) => findRun(tx, caller.studyId, runId));
    if (row === null) return runNotFound;
    const entry = row.bundle === null ? undefined : bundleSummary.parse(row.bundle).files.find(({ path }) => path === file);
    if (!entry) return noSuchFile;
    return ok(new StreamAnswer({ sizeBytes: entry.size, mediaType: 'application/octet-stream', fileName: entry.path, digest: entry.sha256 }, async (range) => {
      const found = await this.storage.get(bundleKey(runId, entry.path), range ?? undefined);
      if (!found.ok) throw new RefusalError(found.refusal);
      return found.value.stream;
    }));
  }
}
