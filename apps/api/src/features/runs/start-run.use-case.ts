import type { routes, RunView } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import type { Result } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import { Database, findSnapshot } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';
import { recordRun } from './record-run.ts';
import { ShowRunsUseCase } from './show-runs.use-case.ts';

/** Starts a training from a locked snapshot. */
@Injectable()
export class StartRunUseCase {
  constructor(
    private readonly database: Database,
    private readonly shown: ShowRunsUseCase,
  ) {}

  run(caller: Caller, snapshotId: string, body: BodyOf<typeof routes.startRun>): Promise<Result<RunView>> {
    const config = trainingConfig.parse(body.config);
    return this.database.as(caller.dbIdentity('run.start'), async (tx): Promise<Result<RunView>> => {
      const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
      if (snapshot === null) return snapshotNotFound;
      const row = await recordRun(tx, caller, { snapshotId, snapshotRoot: snapshot.root, config });
      return this.shown.within(tx, caller, row.id);
    });
  }
}
