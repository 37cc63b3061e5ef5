import { concat } from './source-bytes.ts';

/** How a lossless JPEG (ITU-T T.81 annex H) is made for tests. */
export interface LosslessForm {
  readonly width: number;
  readonly height: number;
  readonly precision: number;
  readonly predictor: number;
  readonly pointTransform: number;
  /** Lines between restart markers; 0 for none. */
  readonly restartLines: number;
  /** One scan for all components, or one each. */
  readonly interleaved: boolean;
}

/** Bits into bytes, a zero stuffed after each 0xFF. */
class Bits {
  readonly bytes: number[] = [];
  private buffer = 0;
  private held = 0;

  put(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit--) {
      this.buffer = (this.buffer << 1) | ((value >> bit) & 1);
      if (++this.held < 8) continue;
      this.bytes.push(this.buffer);
      if (this.buffer === 0xff) this.bytes.push(0);
      this.buffer = 0;
      this.held = 0;
    }
  }

  flush(): void {
    while (this.held > 0) this.put(1, 1);
  }
}

const segment = (marker: number, content: readonly number[]): number[] => [0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff, ...content];

/** One table for all: the code of each category is its own number in five bits. */
const CATEGORIES = Array.from({ length: 17 }, (_, category) => category);
const TABLE = segment(0xc4, [0, ...Array.from({ length: 16 }, (_, length) => (length === 4 ? 17 : 0)), ...CATEGORIES]);

function putDifference(bits: Bits, difference: number): void {
  const wrapped = difference & 0xffff;
  const signed = wrapped > 0x8000 ? wrapped - 0x10000 : wrapped;
  const category = signed === 0 ? 0 : Math.floor(Math.log2(Math.abs(signed))) + 1;
  bits.put(category, 5);
  if (category > 0 && category < 16) bits.put(signed < 0 ? signed + (1 << category) - 1 : signed, category);
}

type Values = readonly number[];

function predicted(values: Values, form: LosslessForm, x: number, y: number, top: boolean): number {
  const at = y * form.width + x;
  const of = (place: number): number => (values[place] ?? 0) >> form.pointTransform;
  if (top) return x === 0 ? 1 << (form.precision - form.pointTransform - 1) : of(at - 1);
  if (x === 0) return of(at - form.width);
  const [left, above, corner] = [of(at - 1), of(at - form.width), of(at - form.width - 1)];
  const choices = [left, left, above, corner, left + above - corner, left + ((above - corner) >> 1), above + ((left - corner) >> 1), (left + above) >> 1];
  return choices[form.predictor] ?? left;
}

function scanBytes(planes: readonly Values[], form: LosslessForm): number[] {
  const bytes: number[] = [];
  let bits = new Bits();
  for (let y = 0; y < form.height; y++) {
    const restarted = form.restartLines > 0 && y > 0 && y % form.restartLines === 0;
    if (restarted) {
      bits.flush();
      bytes.push(...bits.bytes, 0xff, 0xd0 + ((y / form.restartLines - 1) % 8));
      bits = new Bits();
    }
    for (let x = 0; x < form.width; x++) {
      for (const values of planes) putDifference(bits, ((values[y * form.width + x] ?? 0) >> form.pointTransform) - predicted(values, form, x, y, y === 0 || restarted));
    }
  }
  bits.flush();
  return [...bytes, ...bits.bytes];
}

/** A lossless JPEG of the planes, each `width` x `height` values. */
export function jpegLosslessBytes(planes: readonly Values[], form: LosslessForm): Uint8Array {
  const { width, height, precision, predictor, pointTransform } = form;
  const heads = planes.flatMap((_, index) => [index + 1, 0x11, 0]);
  const scans = form.interleaved ? [planes.map((plane, index) => ({ plane, index }))] : planes.map((plane, index) => [{ plane, index }]);
  const interval = form.restartLines * width;
  return concat(Uint8Array.of(0xff, 0xd8), Uint8Array.from([
    ...segment(0xc3, [precision, height >> 8, height & 0xff, width >> 8, width & 0xff, planes.length, ...heads]), ...TABLE,
    ...(interval > 0 ? segment(0xdd, [interval >> 8, interval & 0xff]) : []),
  ]), ...scans.map((parts) => Uint8Array.from([
    ...segment(0xda, [parts.length, ...parts.flatMap(({ index }) => [index + 1, 0]), predictor, 0, pointTransform]), ...scanBytes(parts.map(({ plane }) => plane), form),
  ])), Uint8Array.of(0xff, 0xd9));
}
