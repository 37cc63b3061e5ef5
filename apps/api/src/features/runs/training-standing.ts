import { finishedDryRuns, trainersAlive, trainingsUnderWay, type AliveTrainer, type ProgressRow, type QueuedTraining } from '@echocohort/jobs';
import { runsByIds, type RunRow, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import { lengthKey, queuePlaces, TRIAL_SECONDS, type QueuePlace } from './expected-times.ts';
import { RunProgressReader } from './run-progress-reader.ts';

/** Where everything stands that trains, waits or is paused. */
export interface TrainingStanding {
  readonly underWay: readonly QueuedTraining[];
  readonly trainers: readonly AliveTrainer[];
  readonly places: ReadonlyMap<string, QueuePlace>;
  /** Seconds that the rest (of a running one) or the whole (of a waiting one) takes. */
  readonly lengths: ReadonlyMap<string, number | null>;
  readonly progress: ReadonlyMap<string, readonly ProgressRow[]>;
  readonly runs: ReadonlyMap<string, RunRow>;
}

const lastStep = (rows: readonly ProgressRow[]) => {
  const row = rows.findLast(({ event }) => event.kind === 'step');
  return row?.event.kind === 'step' ? { at: row.at, id: row.id, event: row.event } : null;
};

/** Reads the queue, and measures by what trainers told how long things take. */
@Injectable()
export class ReadStanding {
  constructor(private readonly progress: RunProgressReader) {}

  async of(tx: Tx, studyId: string): Promise<TrainingStanding> {
    const underWay = await trainingsUnderWay(tx.prisma);
    const trainers = await trainersAlive(tx.prisma);
    const ids = underWay.filter(({ kind }) => kind === 'training').map(({ id }) => id);
    const runs = new Map((await runsByIds(tx, studyId, ids)).map((run) => [run.id, run]));
    const progress = await this.progress.essential(ids);
    const measured = this.measured(await finishedDryRuns(tx.prisma), underWay, progress);
    const lengths = new Map(underWay.map((entry) => [entry.id, this.lengthOf(entry, progress.get(entry.id) ?? [], measured, tx.at)]));
    return { underWay, trainers, places: queuePlaces(underWay, lengths, trainers.length, tx.at), lengths, progress, runs };
  }

  /** Seconds of a whole training by its key: from timed trials, better from what runs now. */
  private measured(trials: readonly QueuedTraining[], underWay: readonly QueuedTraining[], progress: ReadonlyMap<string, readonly ProgressRow[]>): ReadonlyMap<string, number> {
    const measured = new Map<string, number>();
    for (const { work, result } of [...trials].reverse()) if (result?.status === 'finished') measured.set(lengthKey(work), result.secondsInAll);
    for (const { id, work } of underWay) {
      const step = lastStep(progress.get(id) ?? []);
      if (step) measured.set(lengthKey(work), step.event.secondsPerStep * step.event.steps * step.event.epochs);
    }
    return measured;
  }

  private lengthOf({ kind, work, state }: QueuedTraining, rows: readonly ProgressRow[], measured: ReadonlyMap<string, number>, now: Date): number | null {
    if (kind === 'dry-run') return TRIAL_SECONDS;
    const step = lastStep(rows);
    if (step === null) return measured.get(lengthKey(work)) ?? null;
    const since = state === 'leased' ? (now.getTime() - Date.parse(step.at)) / 1000 : 0;
    return Math.max(1, step.event.secondsLeft - since);
  }
}
