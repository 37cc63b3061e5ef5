import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Decoder } from '@cornerstonejs/jpeg-lossless-decoder-js';
import { decodeJpegLossless, memorySource, openDicom, readPixelLayout, storedFrames, type PixelLayout } from '@echocohort/dicom';
import { loadPictureDecoder } from './load-picture-decoder.ts';

const FILES = join(__dirname, '..', '..', '..', 'deidentification', 'test-files');

async function firstFrame(name: string): Promise<{ frame: Uint8Array; layout: PixelLayout; transferSyntax: string }> {
  const opened = openDicom(memorySource(new Uint8Array(await readFile(join(FILES, name)))));
  if (!opened.ok) throw new Error(opened.refusal.code);
  const layout = readPixelLayout(opened.value.file);
  const frames = layout.ok ? storedFrames(opened.value, layout.value) : layout;
  if (!layout.ok || !frames.ok) throw new Error('no frames');
  return { frame: frames.value.read(0).slice(), layout: layout.value, transferSyntax: opened.value.file.transferSyntax };
}

describe('published pictures', () => {
  it('JPEG 2000 of a scanner: three colours of the file\'s size', async () => {
    const decoder = await loadPictureDecoder(({ path }) => readFile(path));
    const { frame, layout, transferSyntax } = await firstFrame('US1_J2KR.dcm');
    const picture = decoder.decode(transferSyntax, frame, layout);
    if (!picture.ok) throw new Error(picture.refusal.code);
    const { width, height, components, bitsPerSample, lossy, bytes } = picture.value;
    expect({ width, height, components, bitsPerSample, lossy, length: bytes.length }).toEqual({ width: 640, height: 480, components: 3, bitsPerSample: 8, lossy: false, length: 921_600 });
    // Most of a scanner's screen is grey: after the inverse colour transform its three samples agree.
    const grey = Array.from({ length: 640 * 480 }, (_, at) => Math.max(...bytes.subarray(at * 3, at * 3 + 3)) - Math.min(...bytes.subarray(at * 3, at * 3 + 3))).filter((spread) => spread <= 2).length;
    expect(grey / (640 * 480)).toBeGreaterThan(0.8);
  });

  it('JPEG lossless of a scanner: the same samples as another decoder\'s', async () => {
    const { frame, layout } = await firstFrame('JPGLosslessP14SV1_1s_1f_8b.dcm');
    const picture = decodeJpegLossless(frame, layout);
    if (!picture.ok) throw new Error(picture.refusal.code);
    const other = new Uint8Array(new Decoder().decompress(new Uint8Array(frame).buffer, 0, frame.length));
    expect(Buffer.from(picture.value.bytes).equals(Buffer.from(other))).toBe(true);
  });
});
