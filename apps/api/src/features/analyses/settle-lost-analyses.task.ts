import { JobQueue } from '@echocohort/jobs';
import { Database, failAnalysis, unfinishedAnalyses } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { RepeatedTask } from '../../jobs/job-registry.ts';

const lost = { code: 'worker-lost', detail: 'Every worker that had this analysis in hand was ended while it worked. Ask for it again.' };

/** An analysis whose job was given up, because every worker that had it in hand was killed, does not stay "running" for ever. */
@Injectable()
export class SettleLostAnalysesTask implements RepeatedTask {
  readonly name = 'settle-lost-analyses';
  readonly everySeconds = 60;

  constructor(
    private readonly database: Database,
    private readonly jobs: JobQueue,
  ) {}

  async run(): Promise<void> {
    for (const id of await this.database.system(unfinishedAnalyses)) {
      if (!(await this.jobs.isUnderWay('analyse', id))) await this.database.system((tx) => failAnalysis(tx, id, lost));
    }
  }
}
