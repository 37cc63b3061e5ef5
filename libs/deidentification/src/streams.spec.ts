import { memorySource, parseDicom, renderFrame, type ByteSource } from '@echocohort/dicom';
import { deidentify, deidentifyStream, readBackStream, verifyCleanStream, type ByteSink, type MaskRectangle } from './index.ts';
import { byteCases } from './spec-cases/attribute-cases.ts';
import type { HostileCase } from './spec-cases/hostile-case.ts';
import { classCases, compressedCases, nativeCases, regionCases } from './spec-cases/pixel-cases.ts';
import { HEIGHT, madeUpPatient, WIDTH } from './spec-cases/source-image.ts';

const key = new Uint8Array(32).fill(6);
const options = { key, subjectCode: 'C03-0142' };
const patient = madeUpPatient('streams');
const cases: readonly (readonly [string, HostileCase])[] = [nativeCases, compressedCases, byteCases, regionCases, classCases].flatMap((make) => make(patient)).map((one) => [one.name, one]);

/** A file that is read in copies, as from a disk. */
const fileOf = (bytes: Uint8Array): ByteSource => ({ size: bytes.length, read: (offset, length) => bytes.slice(offset, offset + length) });

class Written implements ByteSink {
  private whole: Buffer = Buffer.alloc(1 << 18);
  private length = 0;

  write(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.whole.length) this.whole = Buffer.concat([this.whole, Buffer.alloc(this.whole.length)]);
    this.whole.set(bytes, this.length);
    this.length += bytes.length;
  }

  writeAt(offset: number, bytes: Uint8Array): void {
    this.whole.set(bytes, offset);
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.whole.subarray(0, this.length));
  }
}

describe('a file that is read and written piece by piece', () => {
  it.each(cases)('%s: the same bytes, or the same hold, as in memory', (_name, { bytes }) => {
    const sink = new Written();
    const [streamed, whole] = [deidentifyStream(fileOf(bytes), sink, options), deidentify(bytes, options)];
    expect(streamed.ok ? 'clean' : streamed.refusal.code).toBe(whole.ok ? 'clean' : whole.refusal.code);
    if (!streamed.ok || !whole.ok) return;
    expect(Buffer.from(sink.bytes).equals(Buffer.from(whole.value.bytes))).toBe(true);
    expect(streamed.value.size).toBe(whole.value.bytes.length);
    expect({ ...streamed.value, size: 0 }).toEqual({ ...whole.value, bytes: undefined, size: 0 });
    expect(verifyCleanStream(fileOf(sink.bytes), { centre: 'C03' }).ok).toBe(true);
    expect(readBackStream(fileOf(sink.bytes), fileOf(bytes))).toEqual([]);
  });

  it('a clean file is copied', () => {
    const clean = deidentify(cases[0]?.[1].bytes ?? new Uint8Array(0), options);
    if (!clean.ok) throw new Error(clean.refusal.code);
    const sink = new Written();
    const again = deidentifyStream(memorySource(clean.value.bytes), sink, options);
    expect(again.ok && again.value.codes).toEqual(['already-clean']);
    expect(Buffer.from(sink.bytes).equals(Buffer.from(clean.value.bytes))).toBe(true);
  });

  it('the second reader finds what a changed file holds', () => {
    const [, one] = cases.find(([name]) => name === 'jpeg-cine-moving-text') ?? [];
    const clean = deidentify(one?.bytes ?? new Uint8Array(0), options);
    if (!clean.ok) throw new Error(clean.refusal.code);
    const { bytes } = clean.value;
    const tail = Uint8Array.from([...bytes, ...Buffer.from(patient.family)]);
    expect(readBackStream(fileOf(tail), fileOf(one?.bytes ?? bytes))).toContain('not-empty (end)');
    const planted = bytes.slice();
    planted.set(Buffer.from(patient.number), bytes.length - 200);
    expect(readBackStream(fileOf(planted), fileOf(one?.bytes ?? bytes))).toContain('source-text 7fe0,0010');
    expect(readBackStream(fileOf(bytes.subarray(0, 300)), fileOf(bytes))).toEqual(['unreadable (file)']);
    expect(readBackStream(fileOf(bytes.subarray(0, bytes.length - 8)), fileOf(bytes))).toContain('frame-count 7fe0,0010');
  });
});

const PICTURE_NAMES = /^(rgb|planar|ybr|monochrome|palette|big-endian|signed|ts-rle|rle|jpeg|ts-jpeg|two-regions)/;
const NOT_PICTURES: ReadonlySet<string> = new Set(['jpeg-comment', 'jpeg-cine-moving-text']);
const BOX: MaskRectangle = { x0: 31, y0: 20, x1: 50, y1: 33 };

/** Brightest pixel of a rectangle over all frames, beyond a rim that JPEG rounding may touch. */
function brightest(bytes: Uint8Array, { x0, y0, x1, y1 }: MaskRectangle): number {
  const file = parseDicom(bytes);
  if (!file.ok) throw new Error(file.refusal.code);
  const frames = Number(file.value.header.text('0028,0008') ?? '1');
  let most = 0;
  // First and last frame: each frame goes through the same step.
  for (const index of new Set([0, frames - 1])) {
    const frame = renderFrame(file.value, index);
    if (!frame.ok) throw new Error(frame.refusal.code);
    for (let y = y0; y <= y1; y++) for (let x = x0; x <= x1; x++) for (let channel = 0; channel < 3; channel++) most = Math.max(most, frame.value.rgba[(y * WIDTH + x) * 4 + channel] ?? 0);
  }
  return most;
}

/** Each layout and each codec; what only stands around the picture makes no difference here. */
const pictures = cases.filter(([name, { expected }]) => expected === 'clean' && !NOT_PICTURES.has(name) && PICTURE_NAMES.test(name));

describe('a box that a person blanks inside the region', () => {
  it.each(pictures)('%s: black on every frame, a fixed point, also when blanked after cleaning', (_name, { bytes }) => {
    const plain = deidentify(bytes, options);
    const boxed = deidentify(bytes, { ...options, blank: [BOX] });
    if (!plain.ok || !boxed.ok) throw new Error('held');
    expect(brightest(plain.value.bytes, BOX)).toBeGreaterThan(0);
    expect(brightest(boxed.value.bytes, BOX)).toBe(0);
    expect(boxed.value.codes).toContain('boxes-blanked');
    expect(boxed.value.blanked).toEqual([BOX]);
    expect(verifyCleanStream(memorySource(boxed.value.bytes), { centre: 'C03' }).ok).toBe(true);
    const later = deidentify(plain.value.bytes, { ...options, blank: [BOX] });
    expect(later.ok && Buffer.from(later.value.bytes).equals(Buffer.from(boxed.value.bytes))).toBe(true);
  });

  it.each([{ x0: 1.5, y0: 0, x1: 4, y1: 4 }, { x0: 5, y0: 0, x1: 4, y1: 4 }, { x0: -1, y0: 0, x1: 4, y1: 4 }])('that is no rectangle of pixels is refused: %j', (box) => {
    const refused = deidentify(cases[0]?.[1].bytes ?? new Uint8Array(0), { ...options, blank: [box] });
    expect(refused.ok ? null : refused.refusal.code).toBe('box-invalid');
  });

  it('takes a code out of the picture; so does a person who judges it harmless', () => {
    const bytes = classCases(patient).find(({ name }) => name === 'qr-code')?.bytes ?? new Uint8Array(0);
    const codeOf = (more: { blank?: readonly MaskRectangle[]; harmless?: readonly MaskRectangle[] }): string => {
      const result = deidentify(bytes, { ...options, ...more });
      return result.ok ? 'clean' : result.refusal.code;
    };
    const whole = { x0: 26, y0: 13, x1: 76, y1: 60 };
    expect([codeOf({}), codeOf({ blank: [whole] }), codeOf({ harmless: [whole] }), codeOf({ harmless: [{ x0: 0, y0: 0, x1: 3, y1: 3 }] })]).toEqual(['code-inside-region', 'clean', 'clean', 'code-inside-region']);
  });

  it('may cover everything and reach beyond the picture', () => {
    const blank = deidentify(cases[0]?.[1].bytes ?? new Uint8Array(0), { ...options, blank: [{ x0: 0, y0: 0, x1: 5000, y1: 5000 }] });
    expect(blank.ok && brightest(blank.value.bytes, { x0: 0, y0: 0, x1: WIDTH - 1, y1: HEIGHT - 1 })).toBe(0);
  });
});
