import { seededRandom } from '@echocohort/kernel';
import type { TrainingConfig } from '@echocohort/model';
import type { PictureArrival } from './picture-arrival.ts';
import type { PictureWork } from './picture-work.ts';
import type { LabelledImage, TrainingImage } from './training-image.ts';

/** A batch as the engine takes it. */
export interface PreparedBatch {
  readonly images: readonly LabelledImage[];
  readonly lesion: Float32Array;
  /** A picture of the liver background for each lesion picture; null for Model-L. */
  readonly background: Float32Array | null;
}

/** Which step of a training this is; with the seed it decides everything random about it. */
export interface StepPlace {
  readonly epoch: number;
  readonly step: number;
}

/** What decides a batch's pictures besides its lesions. */
export interface FeedParts {
  readonly work: PictureWork;
  readonly arrival: PictureArrival;
  readonly config: TrainingConfig;
  readonly backgrounds: ReadonlyMap<string, readonly TrainingImage[]>;
}

function backgroundOf(image: LabelledImage, backgrounds: FeedParts['backgrounds'], seed: string): TrainingImage {
  const own = backgrounds.get(image.lesion) ?? [];
  const chosen = own[Math.floor(seededRandom(seed)() * own.length)];
  if (!chosen) throw new Error('a lesion without background picture reached a batch of Model-LB');
  return chosen;
}

async function prepare(images: readonly LabelledImage[], { epoch, step }: StepPlace, part: number, { work, arrival, config, backgrounds }: FeedParts): Promise<PreparedBatch> {
  const { imageSize: side, normalise, seed, augment } = config;
  const place = `${epoch}/${step}/${part}`;
  const beside = config.model === 'L' ? null : images.map((image, index) => backgroundOf(image, backgrounds, `${seed}/which background ${place}/${index}`));
  await arrival.wait([...images, ...(beside ?? [])]);
  const task = (shown: readonly TrainingImage[], kind: string) => ({ views: shown.map(({ pixels }, index) => ({ pixels, seed: augment ? `${seed}/${kind} ${place}/${index}` : null })), side, normalise });
  const lesion = work.batch(task(images, 'augment'));
  const background = beside && work.batch(task(beside, 'augment background'));
  return { images, lesion: await lesion, background: background && (await background) };
}

/** Steps whose pictures are made while an earlier one is computed. */
const AHEAD = 2;

/** The prepared batches of an epoch's steps, from one of them on, each step as many as are accumulated. */
export async function* feedSteps(steps: readonly (readonly LabelledImage[][])[], epoch: number, from: number, parts: FeedParts): AsyncGenerator<{ step: number; batches: readonly PreparedBatch[] }> {
  const order = (step: number): Promise<PreparedBatch[]> => {
    const batches = Promise.all((steps[step] ?? []).map((images, part) => prepare(images, { epoch, step }, part, parts)));
    batches.catch(() => undefined); // told when the step's turn comes; a training that stops before does not ask
    return batches;
  };
  const ahead = steps.slice(from, from + AHEAD).map((_, offset) => order(from + offset));
  for (let step = from; step < steps.length; step++) {
    const batches = await ahead.shift();
    if (step + AHEAD < steps.length) ahead.push(order(step + AHEAD));
    if (batches) yield { step, batches };
  }
}
