import type { DryRunOutcome, TrainingWork } from '@echocohort/jobs';
import { dryRun } from '@echocohort/training';
import { factsOf } from './training-events.ts';
import { runRequestOf, type TrainingSurroundings } from './train-to-storage.ts';

/** Times some steps of a training as it was asked for. Nothing is kept and nothing written. The trainer adds its name. */
export async function timeTraining(work: TrainingWork, surroundings: TrainingSurroundings): Promise<DryRunOutcome> {
  const found = await dryRun(runRequestOf(work, surroundings));
  if (found.ok) return { status: 'finished', trainer: '', ...found.value };
  return { status: 'failed', error: { code: found.refusal.code.slice(0, 80), detail: found.refusal.detail.slice(0, 1000), facts: factsOf(found.refusal) } };
}
