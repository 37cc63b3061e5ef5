import { ok, refuse, type Result } from '@echocohort/kernel';
import type { DicomFile } from '@echocohort/dicom';
import type { MaskRectangle } from '../deidentification.types.ts';
import { brightnessOf } from './brightness.ts';
import { findCodes } from './find-codes.ts';
import type { PixelPlan } from './pixel-plan.ts';

/** A plan whose cleaned frames are searched for codes as they pass. */
export interface WatchedPlan {
  readonly plan: PixelPlan;
  /** After all frames: nothing found, or the hold. */
  readonly verdict: () => Result<null>;
}

const MOST_BOXES = 20;

const isInside = (box: MaskRectangle, outer: MaskRectangle): boolean => {
  const [x, y] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
  return outer.x0 <= x && x <= outer.x1 && outer.y0 <= y && y <= outer.y1;
};

/**
 * Looks for QR and bar codes in what stays of the first, middle and last frame: a code drawn into a picture stays for the whole clip.
 * A person may have judged boxes harmless; what lies in them is not reported again.
 */
export function watchCodes(plan: PixelPlan, file: DicomFile, frames: number, harmless: readonly MaskRectangle[]): WatchedPlan {
  const watched = new Set([0, Math.floor(frames / 2), frames - 1]);
  const boxes: MaskRectangle[] = [];
  const clean: PixelPlan['clean'] = (index, target) => {
    const frame = plan.clean(index, target);
    if (!frame.ok || !watched.has(index)) return frame;
    const picture = brightnessOf(frame.value, plan.transferSyntax, plan.layout, file);
    if (picture) boxes.push(...findCodes(picture).filter((box) => !harmless.some((outer) => isInside(box, outer))));
    return frame;
  };
  const verdict = (): Result<null> => (boxes.length === 0 ? ok(null) : refuse({
    code: 'code-inside-region',
    detail: 'A QR or bar code stands inside the ultrasound picture and may hold anything about the patient; a person must blank it or judge it harmless.',
    facts: { boxes: boxes.slice(0, MOST_BOXES) },
  }));
  return { plan: { ...plan, clean }, verdict };
}
