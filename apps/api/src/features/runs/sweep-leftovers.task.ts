import { Database, runsByIds } from '@echocohort/persistence';
import { leftoverOf, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { RepeatedTask } from '../../jobs/job-registry.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { leftoversAreDue } from './leftovers.rule.ts';

const RUN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Removes checkpoints and unregistered files of trainings that have ended: those of failed ones when their time is over, and whatever a trainer
 * that was frozen or cut off let through after the end. Objects of runs that this study does not know stay.
 */
@Injectable()
export class SweepLeftoversTask implements RepeatedTask {
  readonly name = 'sweep-leftovers';
  readonly everySeconds = 3 * 3600;

  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async run(): Promise<void> {
    const current = await this.study.current();
    if (!current.ok) return;
    const study = current.value;
    const keys = new Map<string, string[]>();
    for await (const { key } of this.storage.list('models/')) {
      const found = leftoverOf(key);
      if (found && RUN_ID.test(found.runId)) keys.set(found.runId, [...(keys.get(found.runId) ?? []), key]);
    }
    if (keys.size === 0) return;
    const due = await this.database.system(async (tx) => (await runsByIds(tx, study.id, [...keys.keys()])).filter((row) => leftoversAreDue(row, tx.at)));
    for (const { id } of due) for (const key of keys.get(id) ?? []) await this.storage.remove(key);
  }
}
