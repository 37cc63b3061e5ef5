import { seededRandom } from '@echocohort/kernel';
import type { SetName } from '@echocohort/model';
import type { TrainingImage } from '../lib/data/training-image.ts';

/** Which set a lesion of a small study belongs to. */
export const setOf = (index: number): SetName => (index % 5 === 4 ? 'internal_validation' : index % 5 === 3 ? 'external_validation' : 'training');

/**
 * Small synthetic lesions in noise: bright discs, the malignant ones with a dark rim. `truth` decides the label that goes with
 * a lesion: its own, or another to see what a network makes of labels without meaning.
 */
export function rimLesions(count: number, side: number, seed: string, truth: (own: boolean, index: number) => boolean = (own) => own): TrainingImage[] {
  const random = seededRandom(seed);
  const noise = (): number => (random() + random() + random() - 1.5) * 0.16;
  return Array.from({ length: count }, (_, index) => {
    const rim = index % 2 === 0;
    return Array.from({ length: 2 }, (_picture, slot): TrainingImage => {
      const [x, y, radius] = [side * (0.42 + 0.16 * random()), side * (0.42 + 0.16 * random()), side * (0.2 + 0.08 * random())];
      const pixels = Uint8Array.from({ length: side * side }, (_value, at) => {
        const distance = Math.hypot((at % side) - x, Math.floor(at / side) - y) / radius;
        const base = distance < 1 ? 0.62 : distance < 1.35 && rim ? 0.2 : 0.42;
        return Math.round(255 * Math.min(1, Math.max(0, base + noise())));
      });
      return { lesion: `C01-${String(index).padStart(4, '0')}-L1`, patient: `C01-${String(index).padStart(4, '0')}`, set: setOf(index), malignant: truth(rim, index), slot: `S${slot + 1}`, role: 'lesion', backgroundType: null, pixels };
    });
  }).flat();
}
