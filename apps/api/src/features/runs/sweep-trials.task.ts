import { removeOldDryRuns } from '@echocohort/jobs';
import { Database } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { RepeatedTask } from '../../jobs/job-registry.ts';

/** Removes timed trials that nobody took in time, and those of yesterday. */
@Injectable()
export class SweepTrialsTask implements RepeatedTask {
  readonly name = 'sweep-trials';
  readonly everySeconds = 600;

  constructor(private readonly database: Database) {}

  async run(): Promise<void> {
    await this.database.system((tx) => removeOldDryRuns(tx.prisma));
  }
}
