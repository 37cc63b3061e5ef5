import { seededRandom } from '@echocohort/kernel';
import type { LabelledImage } from './training-image.ts';
import { shuffled } from './shuffle.ts';

/**
 * The pictures of one class in an order that visits every lesion once before any lesion again, each time with another of its
 * pictures: neighbours in a batch are different lesions, so the triplet loss does not learn to recognise a scan.
 */
function turns(images: readonly LabelledImage[], random: () => number): LabelledImage[] {
  const byLesion = new Map<string, LabelledImage[]>();
  for (const image of images) byLesion.set(image.lesion, [...(byLesion.get(image.lesion) ?? []), image]);
  const queues = shuffled([...byLesion.keys()].sort(), random).map((lesion) => shuffled(byLesion.get(lesion) ?? [], random));
  const rounds = queues.reduce((most, queue) => Math.max(most, queue.length), 0);
  return [...Array(rounds).keys()].flatMap((round) => queues.flatMap((queue) => queue.slice(round, round + 1)));
}

function* endless(images: readonly LabelledImage[], seed: string): Generator<LabelledImage, never> {
  for (let pass = 0; ; pass++) yield* turns(images, seededRandom(`${seed}/pass ${pass}`));
}

/** How many batches make an epoch: as many as show the number of pictures that there are. */
export const batchesPerEpoch = (images: number, batchSize: number): number => Math.max(1, Math.ceil(images / batchSize));

/**
 * The batches of one epoch, half of each class (PK sampling with P = 2; batch-hard needs both). The smaller class comes round
 * more often. Decided by seed and epoch alone, so a resumed training sees the same batches.
 */
export function balancedBatches(images: readonly LabelledImage[], batchSize: number, seed: number, epoch: number): LabelledImage[][] {
  const classes = [true, false].map((malignant) => endless(images.filter((image) => image.malignant === malignant), `${seed}/epoch ${epoch}/${malignant}`));
  const counts = [Math.ceil(batchSize / 2), Math.floor(batchSize / 2)];
  return Array.from({ length: batchesPerEpoch(images.length, batchSize) }, () => classes.flatMap((stream, index) => Array.from({ length: counts[index] ?? 0 }, () => stream.next().value)));
}
