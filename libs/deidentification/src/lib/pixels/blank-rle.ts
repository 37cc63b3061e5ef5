import { ok, type Result } from '@echocohort/kernel';
import { decodeRle, encodeRle } from '@echocohort/dicom';
import type { BlankPlan } from './blank-native.ts';

/** Black outside the spans of one byte plane, bits that do not count cleared. */
function blankPlane(plane: Uint8Array, black: number, mask: number, { rows, layout }: BlankPlan): Uint8Array {
  const target = new Uint8Array(plane.length).fill(black);
  rows.forEach((spans, row) => {
    for (const { from, to } of spans) {
      const [begin, end] = [row * layout.columns + from, row * layout.columns + to];
      target.set(plane.subarray(begin, end), begin);
    }
  });
  return mask === 0xff ? target : target.map((byte) => byte & mask);
}

/** One RLE frame unpacked, blanked and packed again; the pixels that stay are exact. */
export function blankRleFrame(frame: Uint8Array, plan: BlankPlan): Result<Uint8Array> {
  const { layout, black, sampleMask } = plan;
  const wide = layout.bitsAllocated === 16;
  const decoded = decodeRle(frame, layout.rows * layout.columns, layout.samplesPerPixel * (wide ? 2 : 1));
  if (!decoded.ok) return decoded;
  const planes = decoded.value.map((plane, index) => {
    const high = wide && index % 2 === 0;
    const value = black[wide ? index >> 1 : index] ?? 0;
    return blankPlane(plane, (high ? value >> 8 : value) & 0xff, (high ? sampleMask >> 8 : sampleMask) & 0xff, plan);
  });
  return ok(encodeRle(planes, layout.columns));
}
