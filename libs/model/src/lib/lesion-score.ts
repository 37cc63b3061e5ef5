import type { SetName } from './set-name.ts';

/** The score of one picture of a lesion. */
export interface ImageScore {
  readonly lesion: string;
  readonly patient: string;
  readonly set: SetName;
  readonly score: number;
}

/** The score of a lesion: the mean over its pictures (paper 2.5). */
export interface LesionScore extends ImageScore {
  readonly images: number;
}

/** Lesion scores in the order of the lesion codes, whatever the order of the pictures. */
export function lesionScores(images: readonly ImageScore[]): LesionScore[] {
  const byLesion = new Map<string, ImageScore[]>();
  for (const image of images) byLesion.set(image.lesion, [...(byLesion.get(image.lesion) ?? []), image]);
  return [...byLesion.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([lesion, own]) => {
      const [first] = own;
      // Summed in sorted order, so that the mean has the same last bit for every order of the pictures.
      const total = own.map(({ score }) => score).sort((a, b) => a - b).reduce((sum, score) => sum + score, 0);
      return first ? [{ lesion, patient: first.patient, set: first.set, images: own.length, score: total / own.length }] : [];
    });
}
