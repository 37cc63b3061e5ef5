import type { AuditEvent } from '@echocohort/audit';
import type { RunView } from '@echocohort/contracts';
import { cancelTraining, pauseTraining, resumeTraining } from '@echocohort/jobs';
import { refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, endRun, findRun, moveRun, type RunRow, type Tx } from '@echocohort/persistence';
import { removeLeftovers, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { isYours, runNotFound } from './run.view.ts';
import { ShowRunsUseCase } from './show-runs.use-case.ts';

const notYours: Result<never> = refuse({ code: 'not-yours', detail: 'Somebody else started this training; only that person pauses, resumes or cancels it.' });
const registered: Result<never> = refuse({ code: 'wrong-state', detail: 'The training is done and its model is registered; nothing is left to stop.' });
const ended = ({ status }: RunRow): Result<never> => refuse({ code: 'already-ended', detail: `The training has ended already: it is ${status}.` });

/** One change of a run: where it may stand before, and what it makes of record, queue and trail. */
interface Change {
  readonly wrong: string;
  apply(tx: Tx, row: RunRow): Promise<boolean>;
  event(row: RunRow): AuditEvent;
}

const pausing = (reason: string): Change => ({
  wrong: 'The training is paused already, or has just ended.',
  apply: async (tx, { id }) => (await moveRun(tx, id, ['queued', 'running'], 'paused')) && (await pauseTraining(tx.prisma, id)),
  event: ({ id }) => ({ type: 'run.paused', centre: null, case: null, payload: { run: id, reason } }),
});

const resuming: Change = {
  wrong: 'The training is not paused, or has just ended.',
  apply: async (tx, { id }) => (await moveRun(tx, id, ['paused'], 'queued')) && (await resumeTraining(tx.prisma, id)),
  event: ({ id }) => ({ type: 'run.resumed', centre: null, case: null, payload: { run: id } }),
};

const cancelling = (reason: string): Change => ({
  wrong: 'The training has just ended.',
  apply: async (tx, { id }) => (await endRun(tx, id, 'cancelled', 'run-cancelled')) && (await cancelTraining(tx.prisma, id)),
  event: ({ id }) => ({ type: 'run.failed', centre: null, case: null, payload: { run: id, code: 'run-cancelled', detail: reason } }),
});

/** Changed in the meantime: what the transaction did so far must not stay. */
class Superseded extends Error {}

/**
 * Pauses, resumes and cancels trainings. Record, queue and trail change together; the trainer that holds the training hears of it at its
 * next sign of life.
 */
@Injectable()
export class ChangeRunUseCase {
  constructor(
    private readonly database: Database,
    private readonly shown: ShowRunsUseCase,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  pause(caller: Caller, runId: string, reason: string): Promise<Result<RunView>> {
    return this.change(caller, runId, pausing(reason));
  }

  resume(caller: Caller, runId: string): Promise<Result<RunView>> {
    return this.change(caller, runId, resuming);
  }

  async cancel(caller: Caller, runId: string, reason: string): Promise<Result<RunView>> {
    const cancelled = await this.change(caller, runId, cancelling(reason));
    // A trainer that still holds the training removes its checkpoint itself when it has stopped.
    if (cancelled.ok && cancelled.value.stopping === null) await removeLeftovers(this.storage, runId);
    return cancelled;
  }

  private async change(caller: Caller, runId: string, change: Change): Promise<Result<RunView>> {
    const wrong: Result<never> = refuse({ code: 'wrong-state', detail: change.wrong });
    try {
      return await this.database.as(caller.dbIdentity('run.start'), async (tx): Promise<Result<RunView>> => {
        const row = await findRun(tx, caller.studyId, runId);
        if (row === null) return runNotFound;
        if (!isYours(caller, row)) return notYours;
        if (row.finishedAt !== null) return ended(row);
        if (row.modelDigest !== null) return registered;
        if (!(await change.apply(tx, row))) throw new Superseded();
        await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, change.event(row));
        return this.shown.within(tx, caller, runId);
      });
    } catch (error) {
      if (error instanceof Superseded) return wrong;
      throw error;
    }
  }
}
