import type { RunningJob } from '@echocohort/jobs';
import { appendAudit, Database, endRun, findRun } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { JobHandler } from '../../jobs/job-registry.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';

const CODE = 'trainer-lost';
const DETAIL = 'The trainer fell silent or stopped in the middle of the training; start the run again.';

/** Ends a run whose trainer is gone, so that it does not stay "running" for ever. */
@Injectable()
export class LostTrainingJob implements JobHandler<'train-lost'> {
  readonly queue = 'train-lost';

  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  async handle({ payload }: RunningJob<'train-lost'>): Promise<void> {
    const study = await this.study.required();
    await this.database.system(async (tx) => {
      const row = await findRun(tx, study.id, payload.runId);
      if (row === null || row.modelDigest !== null || !(await endRun(tx, row.id, 'failed', `${CODE}: ${DETAIL}`))) return;
      await appendAudit(tx, studyRef(study), { type: 'run.failed', centre: null, case: null, payload: { run: row.id, code: CODE, detail: DETAIL } }, row.startedById);
    });
  }
}
