import { bundleSummary } from '@echocohort/model';
import { findRun, registeredModels, setRunMetrics, type StudyRef, type Tx } from '@echocohort/persistence';
import type { ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import { RefusalError } from '../../http/refusal.error.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { withExternalFigures } from './open-outcomes.ts';
import { storedMetrics } from './run.view.ts';
import { readVerifiedBundle } from './verified-bundle.ts';

/** Adds the external figures to every registered model of a snapshot, in the transaction that opened its outcomes. */
@Injectable()
export class ExternalFigures {
  constructor(@Inject(STORAGE) private readonly storage: ObjectStorage) {}

  async addTo(tx: Tx, study: StudyRef, snapshotId: string): Promise<void> {
    for (const { runId } of (await registeredModels(tx, [snapshotId])).filter(({ isFold }) => !isFold)) {
      const run = await findRun(tx, study.id, runId);
      if (run === null || run.bundle === null || run.metrics === null || run.status !== 'finished') continue;
      const read = await readVerifiedBundle(this.storage, runId, bundleSummary.parse(run.bundle));
      if (!read.ok) throw new RefusalError(read.refusal);
      await setRunMetrics(tx, runId, await withExternalFigures(tx, study, run, read.value.predictions, storedMetrics.parse(run.metrics)));
    }
  }
}
