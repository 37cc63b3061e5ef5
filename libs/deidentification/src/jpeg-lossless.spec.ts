import fc from 'fast-check';
import { decodeJpegLossless } from '@echocohort/dicom';
import { seededRandom } from '@echocohort/kernel';
import { jpegLosslessBytes, type LosslessForm } from './spec-cases/jpeg-lossless-source.ts';

const [width, height] = [23, 17];
const plain: LosslessForm = { width, height, precision: 8, predictor: 1, pointTransform: 0, restartLines: 0, interleaved: true };

function noise(seed: string, precision: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: width * height }, () => Math.floor(random() * 2 ** precision));
}

const expected = (samplesPerPixel: number, precision: number): { rows: number; columns: number; samplesPerPixel: number; bitsAllocated: number } =>
  ({ rows: height, columns: width, samplesPerPixel, bitsAllocated: precision > 8 ? 16 : 8 });

function samplesOf(bytes: Uint8Array, precision: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return precision <= 8 ? [...bytes] : Array.from({ length: bytes.length / 2 }, (_, index) => view.getUint16(index * 2, true));
}

describe('JPEG lossless (T.81 annex H)', () => {
  const forms = [1, 2, 3, 4, 5, 6, 7].flatMap((predictor) => [
    { ...plain, predictor }, { ...plain, predictor, precision: 12 }, { ...plain, predictor, precision: 16 }, { ...plain, predictor, restartLines: 3 }, { ...plain, predictor, interleaved: false },
  ]);
  it.each(forms)('predictor $predictor, $precision bits, restart after $restartLines lines, interleaved $interleaved: every sample comes back', (form) => {
    const count = form.precision === 8 ? 3 : 1;
    const planes = Array.from({ length: count }, (_, index) => noise(`${form.predictor}/${index}`, form.precision));
    const decoded = decodeJpegLossless(jpegLosslessBytes(planes, form), expected(count, form.precision));
    if (!decoded.ok) throw new Error(decoded.refusal.code);
    expect(samplesOf(decoded.value.bytes, form.precision)).toEqual(Array.from({ length: width * height * count }, (_, at) => planes[at % count]?.[Math.floor(at / count)]));
    expect(decoded.value.lossy).toBe(false);
  });

  it('moves samples back up by the point transform', () => {
    const values = noise('point', 8);
    const decoded = decodeJpegLossless(jpegLosslessBytes([values], { ...plain, pointTransform: 2 }), expected(1, 8));
    expect(decoded.ok && [...decoded.value.bytes]).toEqual(values.map((value) => (value >> 2) << 2));
  });

  const source = jpegLosslessBytes([noise('whole', 8)], plain);
  it.each([
    ['another size', { ...expected(1, 8), columns: width + 1 }, source], ['another number of colours', expected(3, 8), source], ['too many bits', { ...expected(1, 8), bitsAllocated: 4 }, source],
    ['a cut stream', expected(1, 8), source.subarray(0, source.length - 60)], ['a stream without end', expected(1, 8), source.subarray(0, source.length - 2)], ['no JPEG', expected(1, 8), Uint8Array.of(1, 2, 3)],
    ['a claim of gigabytes', { rows: 4096, columns: 4096, samplesPerPixel: 1, bitsAllocated: 16 }, jpegLosslessBytes([[1]], { ...plain, width: 4096, height: 1 }).map((byte, at) => (at === 7 ? 0x10 : at === 8 ? 0 : byte))],
  ])('refuses %s', (_why, asked, bytes) => {
    const decoded = decodeJpegLossless(bytes, asked);
    expect(decoded.ok ? null : decoded.refusal.code).toBe('jpeg-damaged');
  });

  it('refuses another process under its name', () => {
    const decoded = decodeJpegLossless(source.map((byte, at) => (at === 3 && byte === 0xc3 ? 0xc2 : byte)), expected(1, 8));
    expect(decoded.ok ? null : decoded.refusal.code).toBe('codec-not-supported');
  });

  it('never crashes on changed bytes', () => fc.assert(fc.property(fc.array(fc.tuple(fc.nat({ max: source.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 }), (changes) => {
    const bytes = source.slice();
    for (const [at, value] of changes) bytes[at] = value;
    const decoded = decodeJpegLossless(bytes, expected(1, 8));
    if (decoded.ok) expect(decoded.value.bytes).toHaveLength(width * height);
  }), { numRuns: 300 }));
});
