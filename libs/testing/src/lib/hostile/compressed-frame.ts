/// <reference path="./cornerstone-encoders.d.ts" />
/** One frame to encode: samples pixel by pixel, two bytes each beyond 8 bits. */
export interface RawFrame {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly bitsPerSample: number;
  readonly bytes: Uint8Array;
}

/** Encoder of the package; its settings differ from codec to codec. */
interface Encoder {
  getDecodedBuffer(info: { width: number; height: number; bitsPerSample: number; componentCount: number; isSigned: boolean; isUsingColorTransform: boolean }): Uint8Array;
  setNearLossless?(error: number): void;
  setInterleaveMode?(mode: number): void;
  setQuality?(lossless: boolean, quality: number): void;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
}

/** What the packages' modules offer. */
export interface EncoderModule {
  JpegLSEncoder?: new () => Encoder;
  J2KEncoder?: new () => Encoder;
  HTJ2KEncoder?: new () => Encoder;
}

/** Codecs in which test files are made. */
export type TestCodec = 'jpeg-ls' | 'jpeg-ls near' | 'jpeg 2000' | 'jpeg 2000 lossy' | 'htj2k' | 'htj2k lossy';

export const CODEC_SYNTAX: Readonly<Record<TestCodec, string>> = {
  'jpeg-ls': '1.2.840.10008.1.2.4.80', 'jpeg-ls near': '1.2.840.10008.1.2.4.81', 'jpeg 2000': '1.2.840.10008.1.2.4.90', 'jpeg 2000 lossy': '1.2.840.10008.1.2.4.91',
  htj2k: '1.2.840.10008.1.2.4.201', 'htj2k lossy': '1.2.840.10008.1.2.4.203',
};

/** Largest difference of the near-lossless form. */
export const NEAR_ERROR = 3;

async function encoderOf(codec: TestCodec): Promise<Encoder> {
  const load = codec.startsWith('jpeg-ls') ? await import('@cornerstonejs/codec-charls/wasmjs') : codec.startsWith('jpeg 2000') ? await import('@cornerstonejs/codec-openjpeg/wasmjs') : await import('@cornerstonejs/codec-openjph/wasmjs');
  const { JpegLSEncoder, J2KEncoder, HTJ2KEncoder } = await load.default();
  const found = JpegLSEncoder ?? J2KEncoder ?? HTJ2KEncoder;
  if (!found) throw new Error('the codec has no encoder');
  return new found();
}

/** A frame in the codec, as scanners and archives write it. */
export async function compressedFrame(codec: TestCodec, { width, height, components, bitsPerSample, bytes }: RawFrame): Promise<Uint8Array> {
  const encoder = await encoderOf(codec);
  encoder.getDecodedBuffer({ width, height, bitsPerSample, componentCount: components, isSigned: false, isUsingColorTransform: components === 3 }).set(bytes);
  encoder.setNearLossless?.(codec === 'jpeg-ls near' ? NEAR_ERROR : 0);
  encoder.setInterleaveMode?.(components === 3 ? 2 : 0);
  encoder.setQuality?.(!codec.endsWith('lossy'), codec.endsWith('lossy') ? 0.01 : 0);
  encoder.encode();
  const frame = encoder.getEncodedBuffer().slice();
  encoder.delete();
  return frame;
}

/** The same stream with a comment segment that holds the text, right after the segment that must come first. */
export function withStreamComment(codec: TestCodec, frame: Uint8Array, text: string): Uint8Array {
  const letters = new TextEncoder().encode(text);
  const wavelet = !codec.startsWith('jpeg-ls');
  const content = wavelet ? [0, 1, ...letters] : [...letters];
  const comment = [0xff, wavelet ? 0x64 : 0xfe, (content.length + 2) >> 8, (content.length + 2) & 0xff, ...content];
  const at = wavelet ? 4 + ((frame[4] ?? 0) << 8) + (frame[5] ?? 0) : 2;
  return Uint8Array.from([...frame.subarray(0, at), ...comment, ...frame.subarray(at)]);
}
