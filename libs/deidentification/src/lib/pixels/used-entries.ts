import { ok, type Result } from '@echocohort/kernel';
import { decodeRle, type Palette, type PixelLayout } from '@echocohort/dicom';
import type { PixelPlan } from './pixel-plan.ts';

const BLANK = 0xffff;

function mark(used: Uint8Array, { first, red }: Palette, value: number): void {
  used[Math.min(red.length - 1, Math.max(0, value - first))] = 1;
}

function markFrame(used: Uint8Array, palette: Palette, frame: Uint8Array, layout: PixelLayout, compressed: boolean): Result<null> {
  const wide = layout.bitsAllocated === 16;
  const count = layout.rows * layout.columns;
  const planes = compressed ? decodeRle(frame, count, wide ? 2 : 1) : ok(null);
  if (!planes.ok) return planes;
  const [high, low] = planes.value ?? [];
  for (let pixel = 0; pixel < count; pixel++) {
    const value = high ? (wide ? ((high[pixel] ?? 0) << 8) | (low?.[pixel] ?? 0) : high[pixel] ?? 0) : wide ? (frame[pixel * 2] ?? 0) | ((frame[pixel * 2 + 1] ?? 0) << 8) : frame[pixel] ?? 0;
    mark(used, palette, value);
  }
  return ok(null);
}

/**
 * The colour table with white in every place that no pixel of the clean picture uses: nothing shows what stands there, so anything may. White, since
 * the darkest colour, which fills what is blanked, must stay the first of its kind when the file is cleaned again.
 */
export function usedPalette(palette: Palette, plan: PixelPlan, frames: number): Result<Palette> {
  const used = new Uint8Array(palette.red.length);
  const target = new Uint8Array(plan.frameLength ?? 0);
  for (let index = 0; index < frames; index++) {
    const frame = plan.clean(index, target);
    const marked = frame.ok ? markFrame(used, palette, frame.value, plan.layout, plan.frameLength === null) : frame;
    if (!marked.ok) return marked;
  }
  const white = palette.bits === 8 ? 0xff : BLANK;
  const kept = (values: Uint16Array): Uint16Array => values.map((value, entry) => (used[entry] === 1 ? value : white));
  return ok({ ...palette, red: kept(palette.red), green: kept(palette.green), blue: kept(palette.blue) });
}
