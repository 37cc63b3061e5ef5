import { createHash, randomUUID } from 'node:crypto';
import type { routes, RunView } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { JobQueue } from '@echocohort/jobs';
import { canonicalJson, ok, type Result } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import { appendAudit, Database, findSnapshot, insertRun, setRunJob } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';
import { runViewOf } from './run.view.ts';

/** Starts a training from a locked snapshot. Run, job and audit event exist together or not at all. */
@Injectable()
export class StartRunUseCase {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobQueue,
  ) {}

  run(caller: Caller, snapshotId: string, body: BodyOf<typeof routes.startRun>): Promise<Result<RunView>> {
    const config = trainingConfig.parse(body.config);
    return this.database.as(caller.dbIdentity('run.start'), async (tx): Promise<Result<RunView>> => {
      const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
      if (snapshot === null) return snapshotNotFound;
      const row = await insertRun(tx, { id: randomUUID(), snapshotId, config }, caller.personId);
      const jobId = await this.jobs.send('train', { runId: row.id, snapshotRoot: snapshot.root, config }, { within: tx.prisma });
      if (jobId === null) throw new Error('the queue has a training of a run that did not exist');
      await setRunJob(tx, row.id, jobId);
      const digest = createHash('sha256').update(canonicalJson(config)).digest('hex');
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'run.started', centre: null, case: null, payload: { run: row.id, root: snapshot.root, config: digest } });
      return ok(runViewOf(row, []));
    });
  }
}
