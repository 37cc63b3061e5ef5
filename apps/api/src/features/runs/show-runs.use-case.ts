import type { RunView } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findRun, listRuns } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RunProgressReader } from './run-progress-reader.ts';
import { runNotFound, runViewOf } from './run.view.ts';

/** More runs than anybody scrolls through; older ones are reached from their snapshot. */
const NEWEST = 100;

/** Training runs with their live progress. */
@Injectable()
export class ShowRunsUseCase {
  constructor(
    private readonly database: Database,
    private readonly progress: RunProgressReader,
  ) {}

  async all(caller: Caller): Promise<Result<{ items: RunView[] }>> {
    const rows = await this.database.as(caller.dbIdentity('run.read'), (tx) => listRuns(tx, caller.studyId, NEWEST));
    return ok({ items: await Promise.all(rows.map(async (row) => runViewOf(row, await this.progress.of(row.id)))) });
  }

  async one(caller: Caller, runId: string): Promise<Result<RunView>> {
    const row = await this.database.as(caller.dbIdentity('run.read'), (tx) => findRun(tx, caller.studyId, runId));
    return row === null ? runNotFound : ok(runViewOf(row, await this.progress.of(runId)));
  }
}
