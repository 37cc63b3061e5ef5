import type { CheckedPicture, OpinionModelDetail, OpinionWish } from '@echocohort/contracts';
import { EMPTY_SKETCH, type Sketch } from '../../components/drawing/sketch.ts';

/** A picture that the server verified, with the file it was verified from. */
export type HeldPicture = CheckedPicture & { readonly file: Blob };
export type DrawnKind = 'lesion' | 'background';

/** Everything that is asked, as it stands on the page. */
export interface Question {
  readonly image: HeldPicture | null;
  /** A picture of its own for the background; else the background is drawn on `image`. */
  readonly beside: HeldPicture | null;
  readonly lesion: Sketch;
  readonly background: Sketch;
  readonly factors: Readonly<Record<string, string | number | null>>;
}

export const NO_QUESTION: Question = { image: null, beside: null, lesion: EMPTY_SKETCH, background: EMPTY_SKETCH, factors: {} };

const drawn = ({ closed, points }: Sketch): boolean => closed && points.length > 2;
const outlineOf = (sketch: Sketch): NonNullable<OpinionWish['lesion']> | null => (drawn(sketch) ? { shape: sketch.shape, points: sketch.points.map(([x, y]): [number, number] => [x, y]) } : null);

/** Why a question cannot be asked yet: a key of the words; null when it can. */
export function lacking({ image, beside, lesion, background }: Question, { needsBackground }: Pick<OpinionModelDetail, 'needsBackground'>, central: boolean): 'drop' | 'whyNot' | 'whyNotBackground' | null {
  if (image === null) return 'drop';
  if (!central && !drawn(lesion)) return 'whyNot';
  return needsBackground && beside === null && !drawn(background) ? 'whyNotBackground' : null;
}

/** The question as the server takes it; `central` leaves the lesion without outline. */
export function wishOf(question: Question, model: Pick<OpinionModelDetail, 'runId' | 'needsBackground' | 'factors'>, central: boolean): OpinionWish {
  const asked = new Set(model.factors.map(({ variable }) => variable));
  return {
    runId: model.runId, lesion: central ? null : outlineOf(question.lesion), background: model.needsBackground ? outlineOf(question.background) : null,
    factors: Object.fromEntries(Object.entries(question.factors).filter(([name]) => asked.has(name))),
  };
}

/** The answer's inputs as a text, to see whether anything changed since. */
export const stampOf = (question: Question, runId: string): string =>
  JSON.stringify([runId, question.image?.sha256, question.beside?.sha256, question.lesion.points, question.background.points, question.factors]);
