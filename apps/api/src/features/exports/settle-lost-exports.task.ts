import { JobQueue } from '@echocohort/jobs';
import { Database, failExport, unfinishedExports } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { RepeatedTask } from '../../jobs/job-registry.ts';

/** An export whose job was given up, because every worker that had it in hand was killed, does not stay "running" for ever. */
@Injectable()
export class SettleLostExportsTask implements RepeatedTask {
  readonly name = 'settle-lost-exports';
  readonly everySeconds = 60;

  constructor(
    private readonly database: Database,
    private readonly jobs: JobQueue,
  ) {}

  async run(): Promise<void> {
    for (const id of await this.database.system(unfinishedExports)) {
      if (!(await this.jobs.isUnderWay('export', id))) await this.database.system((tx) => failExport(tx, id, 'worker-lost'));
    }
  }
}
