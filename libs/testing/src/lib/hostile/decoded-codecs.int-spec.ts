import { readFile } from 'node:fs/promises';
import { loadPictureDecoder } from '@echocohort/codecs';
import { deidentify, readBack, verifyClean, type CleanFile } from '@echocohort/deidentification';
import { nativePixels, parseDicom, readPixelLayout, renderFrame, type DicomFile, type PictureDecoder, type PixelLayout } from '@echocohort/dicom';
import { seededRandom, type Result } from '@echocohort/kernel';
import { compressedFile, type CompressedFile } from './compressed-file.ts';
import { CODEC_SYNTAX, compressedFrame, NEAR_ERROR, withStreamComment, type RawFrame, type TestCodec } from './compressed-frame.ts';

const [WIDTH, HEIGHT] = [80, 64];
const REGION = { x0: 13, y0: 9, x1: 70, y1: 51 };
const NAME = 'Tovkarix^Quenzeno';
const key = new Uint8Array(32).fill(8);

/** Speckle inside the region, full white letters outside. */
function raw(seed: string, components: number, bitsPerSample: number): RawFrame {
  const random = seededRandom(seed);
  const top = 2 ** bitsPerSample;
  const samples = Array.from({ length: WIDTH * HEIGHT * components }, (_, at) => {
    const [x, y] = [Math.floor(at / components) % WIDTH, Math.floor(at / components / WIDTH)];
    const inside = x >= REGION.x0 && x <= REGION.x1 && y >= REGION.y0 && y <= REGION.y1;
    return inside ? Math.floor(random() * top) : (x + y) % 5 < 2 ? top - 1 : 0;
  });
  const bytes = bitsPerSample > 8 ? new Uint8Array(Uint16Array.from(samples).buffer) : Uint8Array.from(samples);
  return { width: WIDTH, height: HEIGHT, components, bitsPerSample, bytes };
}

const PHOTOMETRIC: Readonly<Record<string, string>> = { 'jpeg 2000': 'YBR_RCT', htj2k: 'YBR_RCT', 'jpeg 2000 lossy': 'YBR_ICT', 'htj2k lossy': 'YBR_ICT' };
const described = (codec: TestCodec, frame: RawFrame): CompressedFile => ({
  transferSyntax: CODEC_SYNTAX[codec], photometric: frame.components === 1 ? 'MONOCHROME2' : PHOTOMETRIC[codec] ?? 'RGB', patientName: NAME, region: REGION, frame,
});

let decoder: PictureDecoder;
beforeAll(async () => {
  decoder = await loadPictureDecoder(({ path }) => readFile(path));
});

const clean = (bytes: Uint8Array): Result<CleanFile> => deidentify(bytes, { key, subjectCode: 'C03-0142', decoder });

function parsed(bytes: Uint8Array): { file: DicomFile; layout: PixelLayout; pixels: Uint8Array } {
  const file = parseDicom(bytes);
  const layout = file.ok ? readPixelLayout(file.value) : file;
  if (!file.ok || !layout.ok) throw new Error('unreadable');
  const pixels = nativePixels(file.value, layout.value);
  if (!pixels.ok) throw new Error(pixels.refusal.code);
  return { file: file.value, layout: layout.value, pixels: pixels.value };
}

/** Largest difference inside the region and largest value outside, over all frames. */
function compare(pixels: Uint8Array, frames: readonly RawFrame[]): { inside: number; outside: number } {
  let [inside, outside] = [0, 0];
  const [first] = frames;
  const wide = (first?.bitsPerSample ?? 8) > 8 ? 2 : 1;
  const sample = (bytes: Uint8Array, at: number): number => (wide === 1 ? bytes[at] ?? 0 : (bytes[at * 2] ?? 0) + 256 * (bytes[at * 2 + 1] ?? 0));
  frames.forEach(({ bytes, components }, frame) => {
    const count = WIDTH * HEIGHT * components;
    for (let at = 0; at < count; at++) {
      const [x, y] = [Math.floor(at / components) % WIDTH, Math.floor(at / components / WIDTH)];
      const after = sample(pixels, frame * count + at);
      if (x >= REGION.x0 && x <= REGION.x1 && y >= REGION.y0 && y <= REGION.y1) inside = Math.max(inside, Math.abs(after - sample(bytes, at)));
      else outside = Math.max(outside, after);
    }
  });
  return { inside, outside };
}

const LAYOUTS: readonly (readonly [components: number, bits: number, frames: number])[] = [[1, 8, 1], [3, 8, 1], [1, 12, 1], [3, 8, 3]];
const ALL = (['jpeg-ls', 'jpeg-ls near', 'jpeg 2000', 'jpeg 2000 lossy', 'htj2k', 'htj2k lossy'] as const).flatMap((codec) => LAYOUTS.map(([components, bits, frames]) => ({ codec, components, bits, frames })));

describe('compressed pictures that have to be decoded', () => {
  it.each(ALL)('$codec, $components samples of $bits bits, $frames frames: region kept, the rest black, comment gone, a fixed point without any decoder', async ({ codec, components, bits, frames }) => {
    const sources = Array.from({ length: frames }, (_, index) => raw(`${codec}/${index}`, components, bits));
    const [first] = sources;
    if (!first) throw new Error('no frame');
    const streams = await Promise.all(sources.map(async (frame) => withStreamComment(codec, await compressedFrame(codec, frame), `for ${NAME}`)));
    const source = compressedFile(described(codec, first), streams);
    const result = clean(source);
    if (!result.ok) throw new Error(result.refusal.code);
    const { bytes } = result.value;
    const { file, layout, pixels } = parsed(bytes);
    expect(file.transferSyntax).toBe('1.2.840.10008.1.2.1');
    expect([layout.photometric, layout.frames, layout.planarConfiguration]).toEqual([components === 1 ? 'MONOCHROME2' : 'RGB', frames, 0]);
    const lossy = codec.endsWith('lossy');
    const { inside, outside } = compare(pixels, sources);
    expect(outside).toBe(0);
    // A lossy stream is kept as it decodes; what it lost before it came here cannot be known.
    if (!lossy) expect(inside).toBeLessThanOrEqual(codec === 'jpeg-ls near' ? NEAR_ERROR : 0);
    expect(Buffer.from(bytes).includes('Quenzeno')).toBe(false);
    expect(readBack(bytes, source)).toEqual([]);
    expect(verifyClean(bytes, { centre: 'C03' }).ok).toBe(true);
    const again = deidentify(bytes, { key, subjectCode: 'C03-0142' });
    expect(again.ok && Buffer.from(again.value.bytes).equals(Buffer.from(bytes))).toBe(true);
    const marks = [file.header.text('0028,2110'), file.header.text('0028,2114')];
    const method = codec === 'jpeg-ls near' ? 'ISO_14495_1' : codec === 'jpeg 2000 lossy' ? 'ISO_15444_1' : 'ISO_15444_15';
    expect(marks).toEqual(lossy || codec === 'jpeg-ls near' ? ['01', method] : [null, null]);
    if (marks[0] === '01') expect(Number(file.header.text('0028,2112'))).toBeGreaterThanOrEqual(1);
  });

  it.each(ALL.filter(({ bits, frames }) => bits === 8 && frames === 1))('$codec with $components samples is painted before and after alike', async ({ codec, components }) => {
    const frame = raw('paint', components, 8);
    const source = compressedFile(described(codec, frame), [await compressedFrame(codec, frame)]);
    const before = parseDicom(source);
    const result = clean(source);
    if (!result.ok || !before.ok) throw new Error('held');
    const [was, is] = [renderFrame(before.value, 0, decoder), renderFrame(parsed(result.value.bytes).file)];
    if (!was.ok || !is.ok) throw new Error('not painted');
    const at = (30 * WIDTH + 40) * 4;
    expect([...is.value.rgba.subarray(at, at + 40)]).toEqual([...was.value.rgba.subarray(at, at + 40)]);
  });

  it('flags of an earlier loss stay, also where the stream itself lost nothing', async () => {
    const frame = raw('flags', 1, 8);
    const more = [{ tag: '00282110', vr: 'CS', value: '01' }, { tag: '00282112', vr: 'DS', value: '9' }, { tag: '00282114', vr: 'CS', value: 'ISO_10918_1' }];
    const result = clean(compressedFile({ ...described('jpeg-ls', frame), more }, [await compressedFrame('jpeg-ls', frame)]));
    const header = result.ok ? parsed(result.value.bytes).file.header : null;
    expect([header?.text('0028,2110'), header?.text('0028,2112'), header?.text('0028,2114')]).toEqual(['01', '9', 'ISO_10918_1']);
  });

  it('without a decoder the file is held', async () => {
    const frame = raw('none', 1, 8);
    const held = deidentify(compressedFile(described('jpeg 2000', frame), [await compressedFrame('jpeg 2000', frame)]), { key, subjectCode: 'C03-0142' });
    expect(held.ok ? null : held.refusal.code).toBe('codec-not-supported');
  });
});

describe('damaged and hostile streams', () => {
  const codecs: readonly TestCodec[] = ['jpeg-ls', 'jpeg 2000', 'htj2k'];
  const codeOf = (result: Result<CleanFile>): string => (result.ok ? 'clean' : result.refusal.code);

  it.each(codecs)('%s cut anywhere is held', async (codec) => {
    const frame = raw('cut', 1, 8);
    const stream = await compressedFrame(codec, frame);
    for (const share of [0, 0.02, 0.1, 0.5, 0.9, 0.99]) {
      expect(codeOf(clean(compressedFile(described(codec, frame), [stream.subarray(0, Math.floor(stream.length * share))])))).toMatch(/^(picture-damaged|codec-not-supported)$/);
    }
  });

  it.each(codecs)('%s of another size, depth or number of colours is held', async (codec) => {
    const stream = await compressedFrame(codec, raw('other', 1, 8));
    for (const change of [{ width: WIDTH - 2 }, { height: HEIGHT + 1 }, { components: 3 }]) {
      expect(codeOf(clean(compressedFile({ ...described(codec, { ...raw('other', 1, 8), ...change }), region: { ...REGION, y1: 40 } }, [stream])))).toBe('picture-damaged');
    }
    const deep = await compressedFrame(codec, raw('deep', 1, 12));
    expect(codeOf(clean(compressedFile(described(codec, raw('deep', 1, 8)), [deep])))).toBe('picture-damaged');
  });

  it('a stream that claims gigabytes is held before memory is taken', async () => {
    const frame = raw('bomb', 1, 8);
    const stream = await compressedFrame('jpeg 2000', frame);
    // Image and tile size stand at fixed places of the first segment.
    for (const [at, bytes] of [[8, [0, 1, 0, 0]], [24, [0, 0, 0, 1, 0, 0, 0, 1]]] as const) {
      const claim = stream.slice();
      claim.set(bytes, at);
      expect(codeOf(clean(compressedFile(described('jpeg 2000', frame), [claim])))).toMatch(/^(picture-damaged|codec-not-supported)$/);
    }
  });

  it.each(codecs)('%s with changed bytes never crashes, and the decoder works on after it', async (codec) => {
    const frame = raw('mutate', 1, 8);
    const stream = await compressedFrame(codec, frame);
    const random = seededRandom(`mutations ${codec}`);
    for (let run = 0; run < 60; run++) {
      const changed = stream.slice();
      for (let change = 0; change < 3; change++) changed[Math.floor(random() * (run % 2 === 0 ? 120 : stream.length))] = Math.floor(random() * 256);
      const result = clean(compressedFile(described(codec, frame), [changed]));
      if (result.ok) expect(verifyClean(result.value.bytes).ok).toBe(true);
      else expect(result.refusal.code).toMatch(/^(picture-damaged|codec-not-supported)$/);
    }
    expect(codeOf(clean(compressedFile(described(codec, frame), [stream])))).toBe('clean');
  });
});
