import { ok, refuse, type Result } from '@echocohort/kernel';
import { plannedEpochs } from '@echocohort/model';
import { batchesPerEpoch } from '../data/balanced-batches.ts';
import { allThere } from '../data/picture-arrival.ts';
import { checkImages } from '../loop/check-images.ts';
import { trainModel } from '../loop/train-model.ts';
import type { StepReport } from '../loop/training.ts';
import { prepareRun, type RunRequest } from './prepare-run.ts';

/** How long a training would take, measured before it starts. */
export interface DryRun {
  readonly engine: string;
  readonly threads: number;
  readonly images: number;
  readonly lesions: number;
  readonly stepsTimed: number;
  readonly secondsPerStep: number;
  readonly imagesPerSecond: number;
  readonly epochs: number;
  readonly stepsInAll: number;
  /** Training and validation of all epochs; early stopping may end it sooner. */
  readonly secondsInAll: number;
  readonly memoryMb: number | null;
}

const STEPS = 20;
/** Scoring costs about this share of a training step for as many pictures: forward only. */
const FORWARD_SHARE = 0.33;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Times twenty steps of the very training that was asked for and says how long the whole would take. Nothing is kept. */
export async function dryRun(request: RunRequest): Promise<Result<DryRun>> {
  const prepared = await prepareRun(request);
  if (!prepared.ok) return prepared;
  const { config, loaded: { images, arrival }, opened: { engine }, backgroundTypes, initial, work } = prepared.value;
  const checked = checkImages(images, config);
  if (!checked.ok) {
    await arrival.stop();
    return checked;
  }
  // Pictures that are still decoded beside the steps would slow them down.
  const there = await allThere(arrival, images).finally(() => arrival.stop());
  if (!there.ok) return there;
  const steps: StepReport[] = [];
  const enough = new AbortController();
  const outcome = await trainModel({
    engine, images, config: { ...config, epochs: plannedEpochs(config, checked.value.training.length) }, backgroundTypes: backgroundTypes.length, initial: initial.weights, work, signal: enough.signal,
    onStep: (report) => {
      steps.push(report);
      if (steps.length > STEPS) enough.abort();
    },
  });
  if (!outcome.ok && outcome.refusal.code !== 'training-cancelled') return outcome;
  // The first step warms the engine up and is not counted.
  const secondsPerStep = median(steps.slice(1).map(({ seconds }) => seconds));
  if (!Number.isFinite(secondsPerStep)) return refuse({ code: 'too-few-steps', detail: 'The training has a single step; just start it.' });
  const epochs = plannedEpochs(config, checked.value.training.length);
  const perEpoch = Math.ceil(batchesPerEpoch(checked.value.training.length, config.batchSize) / config.accumulate);
  const perImage = secondsPerStep / (config.batchSize * config.accumulate);
  const validated = images.filter(({ set }) => set === 'internal_validation').length;
  return ok({
    engine: engine.name, threads: engine.threads, images: images.length, lesions: new Set(images.map(({ lesion }) => lesion)).size, stepsTimed: steps.length - 1, secondsPerStep, imagesPerSecond: 1 / perImage,
    epochs, stepsInAll: epochs * perEpoch, secondsInAll: epochs * (perEpoch * secondsPerStep + validated * perImage * FORWARD_SHARE), memoryMb: request.usedMemory ? Math.round(request.usedMemory() / 1e6) : null,
  });
}
