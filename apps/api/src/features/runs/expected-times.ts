import type { RunView } from '@echocohort/contracts';
import type { QueuedTraining, TrainingWork } from '@echocohort/jobs';
import { trainingConfig } from '@echocohort/model';

export type QueuePlace = NonNullable<RunView['queue']>;

/** What is known of the length of a training. */
export interface KnownLength {
  readonly id: string;
  /** Of one that runs: how long the rest takes. Of one that waits: how long the whole takes. Null: nothing comparable was measured. */
  readonly seconds: number | null;
}

/** Timed trials take about this long, most of it reading pictures. */
export const TRIAL_SECONDS = 60;

/** Everything that decides how long a training takes: the data and the size of network, picture and batch; neither seed nor which fold. */
export function lengthKey({ snapshotRoot, config }: TrainingWork): string {
  const { model, width, imageSize, batchSize, accumulate, epochs, engine, fold } = trainingConfig.parse(config);
  return [snapshotRoot, model, width, imageSize, batchSize, accumulate, epochs ?? 'planned', engine, fold?.of ?? 'whole'].join('|');
}

const after = (now: Date, seconds: number | null): string | null => (seconds === null ? null : new Date(now.getTime() + 1000 * seconds).toISOString());

/**
 * Position and expected times of those that wait, when each trainer takes the next one as soon as it is free. What follows something of
 * unknown length has no expected time: a guess would be taken for a promise.
 */
export function queuePlaces(underWay: readonly Pick<QueuedTraining, 'id' | 'state'>[], lengths: ReadonlyMap<string, number | null>, trainers: number, now: Date): ReadonlyMap<string, QueuePlace> {
  const running = underWay.filter(({ state }) => state === 'leased');
  // Infinity stands for "not known".
  const free = [...running.map(({ id }) => lengths.get(id) ?? Infinity), ...Array.from({ length: Math.max(0, trainers - running.length) }, () => 0)];
  const places = new Map<string, QueuePlace>();
  let position = 0;
  for (const { id, state } of underWay) {
    if (state !== 'queued') continue;
    position++;
    free.sort((a, b) => a - b);
    const start = trainers === 0 ? Infinity : (free[0] ?? Infinity);
    const end = start + (lengths.get(id) ?? Infinity);
    const known = (seconds: number): number | null => (Number.isFinite(seconds) ? seconds : null);
    places.set(id, { position, waitsFor: trainers === 0 ? 'no-trainer' : start === 0 ? 'next' : 'busy-trainers', expectedStart: after(now, known(start)), expectedEnd: after(now, known(end)) });
    free[0] = end;
  }
  return places;
}
