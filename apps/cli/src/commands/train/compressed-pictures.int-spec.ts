import { CODEC_SYNTAX, compressedFile, compressedFrame, type TestCodec } from '@echocohort/testing';
import { cutPicture, picturesHere, picturesInPlace } from '@echocohort/training';
import { pictureDecoder } from '../../cleaning/picture-decoder.ts';

const SIDE = 64;
const frame = { width: SIDE, height: SIDE, components: 1, bitsPerSample: 8, bytes: Uint8Array.from({ length: SIDE * SIDE }, (_, at) => (at * 7 + (at >> 6) * 31) % 251) };
const region = { kind: 'central', share: 1 } as const;
const file = async (codec: TestCodec, share = 1): Promise<Uint8Array> => {
  const stream = await compressedFrame(codec, frame);
  return compressedFile({ transferSyntax: CODEC_SYNTAX[codec], photometric: 'MONOCHROME2', patientName: 'MADE^UP', region: { x0: 0, y0: 0, x1: SIDE - 1, y1: SIDE - 1 }, frame }, [stream.subarray(0, Math.round(share * stream.length))]);
};

describe('pictures of a training in compressed files', () => {
  it.each<TestCodec>(['jpeg-ls', 'jpeg 2000', 'htj2k'])('a lossless %s file gives the pixels that were compressed', async (codec) => {
    const cut = await picturesHere(pictureDecoder).cut({ bytes: await file(codec), imageSize: SIDE, region });
    expect(cut.ok && Buffer.compare(cut.value.pixels, frame.bytes)).toBe(0);
  });

  it('says that a decoder is missing where the application brings none', async () => {
    const bytes = await file('jpeg 2000');
    expect(cutPicture(bytes, SIDE, region)).toMatchObject({ ok: false, refusal: { code: 'codec-not-supported' } });
    expect(await picturesInPlace.cut({ bytes, imageSize: SIDE, region })).toMatchObject({ ok: false, refusal: { code: 'codec-not-supported' } });
  });

  it('refuses a stream that was cut', async () => {
    const cut = await picturesHere(pictureDecoder).cut({ bytes: await file('jpeg 2000', 0.5), imageSize: SIDE, region });
    expect(cut.ok ? 'read' : cut.refusal.code).toBe('picture-damaged');
  });
});
