import { randomUUID } from 'node:crypto';
import type { DryRunView, routes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { findTraining, queueTraining, trainingWork, type QueuedTraining } from '@echocohort/jobs';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import { Database, findSnapshot, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';
import { ReadStanding } from './training-standing.ts';

const noTrial: Result<never> = refuse({ code: 'not-found', detail: 'There is no such timed trial; they are kept for a day.' });

/** Timed trials: a trainer takes twenty steps of the training as it was asked for. No run is recorded and no model comes of it. */
@Injectable()
export class DryRunUseCase {
  constructor(
    private readonly database: Database,
    private readonly standing: ReadStanding,
  ) {}

  /** A fold leaves out a part of the patients, so a trial for folds times the first of them. */
  start(caller: Caller, snapshotId: string, { config, folds }: BodyOf<typeof routes.startDryRun>): Promise<Result<DryRunView>> {
    const asked = trainingConfig.parse({ ...config, fold: folds === undefined ? null : { index: 0, of: folds } });
    return this.database.as(caller.dbIdentity('run.start'), async (tx): Promise<Result<DryRunView>> => {
      const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
      if (snapshot === null) return snapshotNotFound;
      const id = randomUUID();
      await queueTraining(tx.prisma, 'dry-run', trainingWork.parse({ runId: id, snapshotRoot: snapshot.root, config: asked }));
      const queued = await findTraining(tx.prisma, id);
      return queued === null ? noTrial : ok(await this.viewOf(tx, caller, queued));
    });
  }

  show(caller: Caller, snapshotId: string, dryRunId: string): Promise<Result<DryRunView>> {
    return this.database.as(caller.dbIdentity('run.start'), async (tx): Promise<Result<DryRunView>> => {
      const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
      if (snapshot === null) return snapshotNotFound;
      const found = await findTraining(tx.prisma, dryRunId);
      return found === null || found.kind !== 'dry-run' || found.work.snapshotRoot !== snapshot.root ? noTrial : ok(await this.viewOf(tx, caller, found));
    });
  }

  private async viewOf(tx: Tx, caller: Caller, { id, state, work, result, queuedAt }: QueuedTraining): Promise<DryRunView> {
    const { places, trainers } = await this.standing.of(tx, caller.studyId);
    const view = { id, queue: places.get(id) ?? null, askedAt: queuedAt.toISOString(), result: null, failure: null };
    if (result === null) return { ...view, status: state === 'leased' ? 'running' : 'queued' };
    if (result.status === 'failed') return { ...view, status: 'failed', failure: { facts: {}, ...result.error } };
    const trainings = trainingConfig.parse(work.config).fold?.of ?? 1;
    const { status, ...found } = result;
    return { ...view, status, result: { ...found, trainings, secondsForAll: found.secondsInAll * Math.ceil(trainings / Math.max(1, trainers.length)) } };
  }
}
