import type { TrainingQueueView } from '@echocohort/contracts';
import type { QueuedTraining } from '@echocohort/jobs';
import { ok, type Result } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import { Database, runActs, snapshotIdsByRoot, type RunActRow } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { actView } from './run.view.ts';
import { historyOf, stepOf } from './told-history.ts';
import { ReadStanding, type TrainingStanding } from './training-standing.ts';

type Entry = TrainingQueueView['entries'][number];

const ORDER: readonly Entry['status'][] = ['running', 'queued', 'paused'];
const statusOf = ({ state }: QueuedTraining): Entry['status'] => (state === 'leased' ? 'running' : state === 'paused' ? 'paused' : 'queued');

function entryOf(entry: QueuedTraining, { standing, snapshotId, acts, now }: { readonly standing: TrainingStanding; readonly snapshotId: string; readonly acts: readonly RunActRow[]; readonly now: Date }): Entry {
  const { id, kind, work, trainer, queuedAt } = entry;
  const { model, width, imageSize } = trainingConfig.parse(work.config);
  const status = statusOf(entry);
  const rows = standing.progress.get(id) ?? [];
  const run = standing.runs.get(id);
  const at = (status === 'running' ? stepOf(rows) : null) ?? historyOf(rows).at(-1) ?? null;
  const place = status === 'queued' ? standing.places.get(id) : undefined;
  const pausing = status === 'paused' ? acts.findLast(({ act }) => act === 'paused') : undefined;
  const secondsLeft = standing.lengths.get(id) ?? null;
  return {
    kind, runId: run?.id ?? null, crossValidation: run?.crossValidation ?? null, snapshotId, snapshotRoot: work.snapshotRoot, model, width, imageSize, status,
    position: place?.position ?? null, waitsFor: status === 'paused' ? 'its-owner' : (place?.waitsFor ?? null), trainer, epoch: at?.epoch ?? null, epochs: at?.epochs ?? null, secondsLeft,
    expectedStart: place?.expectedStart ?? null, expectedEnd: status === 'running' && secondsLeft !== null ? new Date(now.getTime() + 1000 * secondsLeft).toISOString() : (place?.expectedEnd ?? null),
    paused: pausing === undefined ? null : actView(pausing), askedBy: run?.startedBy ?? '', askedAt: queuedAt.toISOString(),
  };
}

/** Who waits for what: trainers alive, and everything that trains, waits or is paused. */
@Injectable()
export class TrainingQueueUseCase {
  constructor(
    private readonly database: Database,
    private readonly standing: ReadStanding,
  ) {}

  run(caller: Caller): Promise<Result<TrainingQueueView>> {
    return this.database.as(caller.dbIdentity('run.read'), async (tx) => {
      const standing = await this.standing.of(tx, caller.studyId);
      const snapshots = await snapshotIdsByRoot(tx, caller.studyId, standing.underWay.map(({ work }) => work.snapshotRoot));
      const acts = await runActs(tx, caller.studyId, standing.underWay.map(({ id }) => id));
      const entries = standing.underWay.flatMap((entry) => {
        const snapshotId = snapshots.get(entry.work.snapshotRoot);
        return snapshotId === undefined ? [] : [entryOf(entry, { standing, snapshotId, acts: acts.get(entry.id) ?? [], now: tx.at })];
      });
      const trainers = standing.trainers.map(({ id, name, engine, threads, since, seenAt }) => {
        const held = standing.underWay.find(({ state, trainerId }) => state === 'leased' && trainerId === id);
        return { id, name, engine, threads, since: since.toISOString(), lastSeen: seenAt.toISOString(), work: held ? { kind: held.kind, runId: held.kind === 'training' ? held.id : null } : null };
      });
      return ok({ at: tx.at.toISOString(), trainers, entries: ORDER.flatMap((status) => entries.filter((entry) => entry.status === status)) });
    });
  }
}
