import { seededRandom } from '@echocohort/kernel';
import fc from 'fast-check';
import { augment } from './augment.ts';
import { balancedBatches, batchesPerEpoch } from './balanced-batches.ts';
import { pictureBatch } from './picture-batch.ts';
import type { LabelledImage } from './training-image.ts';

const image = (lesion: number, malignant: boolean): LabelledImage => ({ lesion: `C01-${lesion}-L1`, patient: `C01-${lesion}`, set: 'training', malignant, slot: 'S1', role: 'lesion', backgroundType: null, pixels: new Uint8Array() });
const cohort = fc.record({ malignant: fc.integer({ min: 1, max: 12 }), benign: fc.integer({ min: 1, max: 12 }), pictures: fc.integer({ min: 1, max: 4 }), batch: fc.integer({ min: 4, max: 16 }), seed: fc.nat(), epoch: fc.integer({ min: 1, max: 50 }) });
const imagesOf = ({ malignant, benign, pictures }: { malignant: number; benign: number; pictures: number }): LabelledImage[] =>
  Array.from({ length: malignant + benign }, (_, lesion) => Array.from({ length: pictures }, () => image(lesion, lesion < malignant))).flat();

describe('balanced batches', () => {
  it('hold both classes in equal parts, as many as show every picture', () => {
    fc.assert(fc.property(cohort, (given) => {
      const images = imagesOf(given);
      const batches = balancedBatches(images, given.batch, given.seed, given.epoch);
      expect(batches).toHaveLength(batchesPerEpoch(images.length, given.batch));
      for (const batch of batches) {
        expect(batch).toHaveLength(given.batch);
        expect(batch.filter((entry) => entry.malignant)).toHaveLength(Math.ceil(given.batch / 2));
      }
    }));
  });

  it('show no lesion twice in a batch while the class has lesions enough', () => {
    fc.assert(fc.property(cohort, (given) => {
      const [first] = balancedBatches(imagesOf(given), given.batch, given.seed, given.epoch);
      const half = Math.ceil(given.batch / 2);
      if (given.malignant < half || given.benign < half) return;
      expect(new Set(first?.map(({ lesion }) => lesion)).size).toBe(given.batch);
    }));
  });

  it('follow from seed and epoch alone', () => {
    const images = imagesOf({ malignant: 5, benign: 4, pictures: 4 });
    const codes = (seed: number, epoch: number): string => balancedBatches(images, 8, seed, epoch).flat().map(({ lesion }) => lesion).join();
    expect(codes(1, 2)).toBe(codes(1, 2));
    expect(codes(1, 2)).not.toBe(codes(1, 3));
    expect(codes(1, 2)).not.toBe(codes(2, 2));
  });
});

describe('augmentation', () => {
  const side = 32;
  const disc = Uint8Array.from({ length: side * side }, (_, index) => (Math.hypot((index % side) - 15.5, Math.floor(index / side) - 15.5) < 8 ? 204 : 76));

  it('keeps values in range, keeps the lesion in the middle and changes the picture', () => {
    fc.assert(fc.property(fc.string(), (seed) => {
      const view = augment(disc, side, seededRandom(seed));
      expect(view.every((value) => value >= 0 && value <= 1)).toBe(true);
      expect(view).not.toEqual(Float32Array.from(disc, (grey) => grey / 255));
      expect((view[16 * side + 16] ?? 0) - (view[side + 1] ?? 0)).toBeGreaterThan(0.3);
    }), { numRuns: 50 });
  });
  it('is the same for the same seed', () => expect(augment(disc, side, seededRandom('7'))).toEqual(augment(disc, side, seededRandom('7'))));
});

describe('picture batch', () => {
  const view = (...pixels: number[]) => ({ pixels: Uint8Array.from(pixels), seed: null });
  it('repeats the grey in three channels, normalised as torch expects', () => {
    const batch = pictureBatch({ views: [view(255)], side: 1, normalise: 'imagenet' });
    expect(batch).toHaveLength(3);
    [(1 - 0.485) / 0.229, (1 - 0.456) / 0.224, (1 - 0.406) / 0.225].forEach((value, index) => expect(batch[index]).toBeCloseTo(value, 5));
  });
  it('gives each picture mean 0 and deviation 1 of its own, so that gain does not matter', () => {
    const [dim, bright] = [view(10, 20, 30, 40), view(110, 130, 150, 170)].map((one) => pictureBatch({ views: [one], side: 2, normalise: 'picture' }));
    dim?.forEach((value, index) => expect(value).toBeCloseTo(bright?.[index] ?? NaN, 4));
    expect(dim?.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 4);
    expect(dim?.reduce((sum, value) => sum + value ** 2, 0)).toBeCloseTo(12, 3);
  });
  it('holds the same numbers with the channels first', () => {
    const views = [view(1, 2, 3, 4), view(90, 20, 7, 255)];
    for (const normalise of ['picture', 'imagenet'] as const) {
      const [last, first] = [pictureBatch({ views, side: 2, normalise }), pictureBatch({ views, side: 2, normalise, channels: 'first' })];
      for (let picture = 0; picture < 2; picture++) for (let channel = 0; channel < 3; channel++) for (let place = 0; place < 4; place++) expect(first[(picture * 3 + channel) * 4 + place]).toBe(last[(picture * 4 + place) * 3 + channel]);
    }
  });
  it('leaves a flat picture flat', () => expect([...pictureBatch({ views: [view(90, 90, 90, 90)], side: 2, normalise: 'picture' })].every((value) => Math.abs(value) < 1e-3)).toBe(true));
});
