import { enlarge } from '@echocohort/training';

/** Side of an overlay in pixels; it is stretched over the square that the network saw. */
const SIDE = 192;

/** Red over orange to yellow: stands out from grey, and its lightness grows with the value. */
const heat = (share: number): readonly [number, number, number] => [255, Math.round(60 + 180 * share), Math.round(20 + 60 * share)];

/** An attention map to be laid over its square: RGBA, row by row, the clearer the less a place counted. */
export interface AttentionOverlay {
  readonly rgba: Uint8Array;
  readonly side: number;
}

/** From the weakest place of the map (clear) to its strongest; a map that is the same everywhere shows nothing. */
export function attentionOverlay(cam: Float32Array, camSide: number): AttentionOverlay {
  const large = enlarge(cam, camSide, SIDE);
  const strongest = large.reduce((most, value) => Math.max(most, value), 0);
  const weakest = large.reduce((least, value) => Math.min(least, value), strongest);
  const rgba = new Uint8Array(4 * SIDE * SIDE);
  if (strongest > weakest) {
    for (const [place, value] of large.entries()) {
      const share = (value - weakest) / (strongest - weakest);
      rgba.set([...heat(share), Math.round(255 * share)], 4 * place);
    }
  }
  return { rgba, side: SIDE };
}
