import type { routes, RunLogLine, RunView } from '@echocohort/contracts';
import type { QueryOf } from '@echocohort/contracts-reading';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findRun, listRuns, runActs, type RunRow, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { logLineOf } from './log-lines.ts';
import { RunProgressReader } from './run-progress-reader.ts';
import { runNotFound, runViewOf } from './run.view.ts';
import { ReadStanding } from './training-standing.ts';

/** More runs than anybody scrolls through; older ones are reached from their snapshot. */
const NEWEST = 100;
const LOG_LINES = 200;

/** Training runs with their live progress. */
@Injectable()
export class ShowRunsUseCase {
  constructor(
    private readonly database: Database,
    private readonly progress: RunProgressReader,
    private readonly standing: ReadStanding,
  ) {}

  all(caller: Caller): Promise<Result<{ items: RunView[] }>> {
    return this.database.as(caller.dbIdentity('run.read'), async (tx) => ok({ items: await this.viewsOf(tx, caller, await listRuns(tx, caller.studyId, NEWEST)) }));
  }

  one(caller: Caller, runId: string): Promise<Result<RunView>> {
    return this.database.as(caller.dbIdentity('run.read'), (tx) => this.within(tx, caller, runId));
  }

  /** The same inside a transaction that changed the run. */
  async within(tx: Tx, caller: Caller, runId: string): Promise<Result<RunView>> {
    const row = await findRun(tx, caller.studyId, runId);
    if (row === null) return runNotFound;
    const [view] = await this.viewsOf(tx, caller, [row]);
    return view === undefined ? runNotFound : ok(view);
  }

  async viewsOf(tx: Tx, caller: Caller, rows: readonly RunRow[]): Promise<RunView[]> {
    const { underWay, places } = await this.standing.of(tx, caller.studyId);
    const progress = await this.progress.essential(rows.map(({ id }) => id));
    const acts = await runActs(tx, caller.studyId, rows.map(({ id }) => id));
    return rows.map((row) => runViewOf(caller, row, { acts: acts.get(row.id) ?? [], progress: progress.get(row.id) ?? [], training: underWay.find(({ id }) => id === row.id) ?? null, place: places.get(row.id) ?? null }));
  }

  async log(caller: Caller, runId: string, { after, limit = LOG_LINES }: QueryOf<typeof routes.runLog>): Promise<Result<{ items: RunLogLine[] }>> {
    const row = await this.database.as(caller.dbIdentity('run.read'), (tx) => findRun(tx, caller.studyId, runId));
    if (row === null) return runNotFound;
    const rows = after === undefined ? await this.progress.last(runId, limit) : await this.progress.after(runId, after, limit);
    return ok({ items: rows.map((line) => ({ id: line.id, at: line.at, kind: line.event.kind, code: line.event.kind === 'note' ? (line.event.code ?? null) : null, text: logLineOf(line) })) });
  }
}
