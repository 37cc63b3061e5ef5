import { ok, type Result } from '@echocohort/kernel';
import type { DecodedPicture, ExpectedPicture } from '@echocohort/dicom';
import { damaged, type StreamFacts } from './codestream-bytes.ts';
import { instantiate, type WasmDecoder, type WasmFactory, type WasmModule } from './wasm-module.ts';

/** A codec as its library offers it. */
export interface Codec {
  readonly syntaxes: readonly string[];
  /** Name of the binary in its package. */
  readonly specifier: string;
  load(): Promise<WasmFactory>;
  create(module: WasmModule): WasmDecoder | null;
  /** Judges a stream before it is decoded. */
  examine(frame: Uint8Array, expected: ExpectedPicture): Result<StreamFacts>;
}

/** An instance's memory never shrinks: one that a large picture has blown up is replaced. */
const MOST_MEMORY = 1 << 28;

/** Planes one after another as pixels one after another. */
function byPixel(planes: Uint8Array, components: number, width: number): Uint8Array {
  const pixels = planes.length / components / width;
  const bytes = new Uint8Array(planes.length);
  for (let component = 0; component < components; component++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      for (let part = 0; part < width; part++) bytes[(pixel * components + component) * width + part] = planes[(component * pixels + pixel) * width + part] ?? 0;
    }
  }
  return bytes;
}

/** Copies the decoded picture out of the module's memory. */
function pictureOf(decoder: WasmDecoder, { lossy }: StreamFacts, expected: ExpectedPicture): Result<DecodedPicture> {
  const { width, height, bitsPerSample, componentCount: components, isSigned } = decoder.getFrameInfo();
  const sampleBytes = bitsPerSample <= 8 ? 1 : 2;
  const decoded = decoder.getDecodedBuffer();
  const fits = width === expected.columns && height === expected.rows && components === expected.samplesPerPixel;
  if (!fits || decoded.length !== width * height * components * sampleBytes) return damaged();
  const planar = components > 1 && decoder.getInterleaveMode?.() === 0;
  return ok({ width, height, components, bitsPerSample, signed: isSigned === true, bytes: planar ? byPixel(decoded, components, sampleBytes) : decoded.slice(), lossy });
}

/** One codec with the instance that it uses now. */
export class WasmCodec {
  private readonly codec: Codec;
  private readonly factory: WasmFactory;
  private readonly compiled: WebAssembly.Module;
  private instance: WasmModule | null = null;

  constructor(codec: Codec, factory: WasmFactory, compiled: WebAssembly.Module) {
    this.codec = codec;
    this.factory = factory;
    this.compiled = compiled;
  }

  supports(transferSyntax: string): boolean {
    return this.codec.syntaxes.includes(transferSyntax);
  }

  decode(frame: Uint8Array, expected: ExpectedPicture): Result<DecodedPicture> {
    const facts = this.codec.examine(frame, expected);
    if (!facts.ok) return facts;
    const instance = this.instance ?? instantiate(this.factory, this.compiled);
    this.instance = null;
    try {
      const decoder = this.codec.create(instance);
      if (decoder === null) return damaged();
      decoder.getEncodedBuffer(frame.length).set(frame);
      decoder.decode();
      const picture = pictureOf(decoder, facts.value, expected);
      decoder.delete();
      if ((instance.HEAPU8?.length ?? 0) <= MOST_MEMORY) this.instance = instance;
      return picture;
    } catch {
      // The libraries throw C++ exceptions as bare numbers and may leave their memory in any state: the instance is given up.
      return damaged();
    }
  }
}
