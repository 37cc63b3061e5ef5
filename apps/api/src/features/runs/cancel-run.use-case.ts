import type { RunView } from '@echocohort/contracts';
import { JobQueue } from '@echocohort/jobs';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, endRun, findRun } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RunProgressReader } from './run-progress-reader.ts';
import { runNotFound, runViewOf } from './run.view.ts';

const tooLate: Result<never> = refuse({ code: 'wrong-state', detail: 'The run has ended already, or its model is registered; it cannot be cancelled any more.' });

/** Stops a queued or running training. The record says so first; then the trainer is told. */
@Injectable()
export class CancelRunUseCase {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobQueue,
    private readonly progress: RunProgressReader,
  ) {}

  async run(caller: Caller, runId: string, reason: string): Promise<Result<RunView>> {
    const cancelled = await this.database.as(caller.dbIdentity('run.start'), async (tx) => {
      const row = await findRun(tx, caller.studyId, runId);
      if (row === null) return runNotFound;
      if (!(await endRun(tx, runId, 'cancelled', 'run-cancelled'))) return tooLate;
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'run.failed', centre: null, case: null, payload: { run: runId, code: 'run-cancelled', detail: reason } });
      const ended = await findRun(tx, caller.studyId, runId);
      return ended === null ? runNotFound : ok(ended);
    });
    if (!cancelled.ok) return cancelled;
    if (cancelled.value.jobId !== null) await this.jobs.cancel('train', cancelled.value.jobId);
    return ok(runViewOf(cancelled.value, await this.progress.of(runId)));
  }
}
