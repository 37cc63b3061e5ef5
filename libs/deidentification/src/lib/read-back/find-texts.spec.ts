import fc from 'fast-check';
import { TextFinder } from './find-texts.ts';

const few = fc.uint8Array({ maxLength: 60, max: 3 });

describe('TextFinder', () => {
  it('finds exactly what a plain search finds', () => fc.assert(fc.property(few, fc.array(fc.uint8Array({ minLength: 2, maxLength: 7, max: 3 }), { minLength: 1, maxLength: 4 }), fc.nat({ max: 10 }), (bytes, texts, start) => {
    const part = Buffer.from(bytes.subarray(start));
    const hit = new TextFinder(texts).find(bytes, start, bytes.length);
    expect(hit >= 0).toBe(texts.some((text) => part.includes(Buffer.from(text))));
    if (hit >= 0) expect(texts.some((text) => Buffer.from(bytes.subarray(hit, hit + text.length)).equals(Buffer.from(text)))).toBe(true);
  }), { numRuns: 1000 }));

  it('finds nothing when nothing is searched for', () => expect(new TextFinder([]).find(Uint8Array.of(1, 2, 3), 0, 3)).toBe(-1));
});
