import { bundleSummary } from '@echocohort/model';
import { Database, findRun, insertModelLesions, modelsWithoutLesions } from '@echocohort/persistence';
import type { ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { RepeatedTask } from '../../jobs/job-registry.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { lesionsOfBundle } from './lesions-of-bundle.ts';
import { readVerifiedBundle } from './verified-bundle.ts';

/**
 * Records what models from before this record was kept were trained on, from their bundles: when the worker starts, and again while one is left
 * whose bundle could not be read. Models of today are recorded in the transaction that registers them.
 */
@Injectable()
export class RecordLesionsTask implements RepeatedTask {
  readonly name = 'record-lesions-of-older-models';
  readonly everySeconds = 3600;

  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async run(): Promise<void> {
    const current = await this.study.current();
    if (!current.ok) return;
    const study = current.value;
    const missing = await this.database.system((tx) => modelsWithoutLesions(tx, study.id));
    const unreadable: RefusalError[] = [];
    for (const runId of missing) {
      const row = await this.database.system((tx) => findRun(tx, study.id, runId));
      if (row === null || row.bundle === null) continue;
      const read = await readVerifiedBundle(this.storage, runId, bundleSummary.parse(row.bundle));
      if (read.ok) await this.database.system((tx) => insertModelLesions(tx, runId, lesionsOfBundle(read.value)));
      else unreadable.push(new RefusalError(read.refusal));
    }
    const [first] = unreadable;
    if (first !== undefined) throw first; // one damaged bundle must not keep the others from being recorded, and must not go unnoticed
  }
}
