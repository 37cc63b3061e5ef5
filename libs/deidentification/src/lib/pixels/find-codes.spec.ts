import { seededRandom } from '@echocohort/kernel';
import { barcodeAt, matrixCodeAt } from '../../spec-cases/code-pictures.ts';
import type { Brightness } from './brightness.ts';
import { findCodes } from './find-codes.ts';

const [width, height] = [320, 240];
const picture = (bytes: Uint8Array): Brightness => ({ width, height, line: width, bytes, offset: 0, step: 1, table: null });

/** Speckle with a grain of about three pixels, as scanners show it. */
function speckle(seed: string, mean: number): Uint8Array {
  const random = seededRandom(seed);
  const noise = Float64Array.from({ length: width * height }, () => random());
  return Uint8Array.from({ length: width * height }, (_, at) => {
    let sum = 0;
    for (const step of [-width - 1, -width, -width + 1, -1, 0, 1, width - 1, width, width + 1]) sum += noise[at + step] ?? 0.5;
    return Math.max(0, Math.min(255, mean + (sum / 9 - 0.5) * 600));
  });
}

describe('codes in a picture', () => {
  it.each([2, 3, 4, 6])('a QR code of modules of %i pixels is found, box and all', (unit) => {
    const bytes = matrixCodeAt(speckle('qr', 90), width, { x: 40, y: 30, unit, seed: 'a' });
    const [box] = findCodes(picture(bytes));
    expect(box).toBeDefined();
    expect(Math.abs((box?.x0 ?? 0) - 40)).toBeLessThanOrEqual(unit * 3);
    expect(Math.abs((box?.x1 ?? 0) - (40 + 21 * unit))).toBeLessThanOrEqual(unit * 3);
  });

  it('light modules on dark are found too', () => expect(findCodes(picture(matrixCodeAt(speckle('inverse', 60), width, { x: 80, y: 60, unit: 4, seed: 'b', inverse: true }))).length).toBeGreaterThan(0));
  it('bars are found', () => expect(findCodes(picture(barcodeAt(speckle('bars', 90), width, { x: 50, y: 100, rows: 40, seed: 'c' }))).length).toBeGreaterThan(0));

  it.each(Array.from({ length: 24 }, (_, index) => [index % 3 === 0 ? 60 : index % 3 === 1 ? 128 : 170, index]))('speckle of mean %i (%i) has none', (mean, index) => expect(findCodes(picture(speckle(`none ${index}`, mean)))).toEqual([]));
});
