import { refuse } from '@echocohort/kernel';
import { TRANSFER_SYNTAX, type PictureDecoder } from '@echocohort/dicom';
import { examineJpegLs } from './examine-jpeg-ls.ts';
import { examineWavelet } from './examine-wavelet.ts';
import { WasmCodec, type Codec } from './wasm-codec.ts';
import { binaryPath } from './wasm-module.ts';

/** The codecs by the name of the library that each is built from. */
export type CodecName = 'charls' | 'openjpeg' | 'openjph';

/** A binary to read: `specifier` is its name in the package, `path` its place on a disk as Node's loader knows it. */
export interface CodecBinary {
  readonly codec: CodecName;
  readonly specifier: string;
  readonly path: string;
}

/** Reads a codec's WebAssembly binary: from the disk in Node, over the network in a browser. */
export interface ReadBinary {
  (binary: CodecBinary): Promise<Uint8Array>;
}

const CODECS: Readonly<Record<CodecName, Codec>> = {
  charls: {
    syntaxes: [TRANSFER_SYNTAX.jpegLs, TRANSFER_SYNTAX.jpegLsNear],
    specifier: '@cornerstonejs/codec-charls/decodewasm',
    load: async () => (await import('@cornerstonejs/codec-charls/decodewasmjs')).default,
    create: ({ JpegLSDecoder }) => (JpegLSDecoder ? new JpegLSDecoder() : null),
    examine: examineJpegLs,
  },
  openjpeg: {
    syntaxes: [TRANSFER_SYNTAX.jpeg2000Lossless, TRANSFER_SYNTAX.jpeg2000],
    specifier: '@cornerstonejs/codec-openjpeg/decodewasm',
    load: async () => (await import('@cornerstonejs/codec-openjpeg/decodewasmjs')).default,
    create: ({ J2KDecoder }) => (J2KDecoder ? new J2KDecoder() : null),
    examine: examineWavelet,
  },
  openjph: {
    syntaxes: [TRANSFER_SYNTAX.htj2kLossless, TRANSFER_SYNTAX.htj2kLosslessRpcl, TRANSFER_SYNTAX.htj2k],
    specifier: '@cornerstonejs/codec-openjph/wasm',
    load: async () => (await import('@cornerstonejs/codec-openjph/wasmjs')).default,
    create: ({ HTJ2KDecoder }) => (HTJ2KDecoder ? new HTJ2KDecoder() : null),
    examine: examineWavelet,
  },
};

const NAMES: readonly CodecName[] = ['charls', 'openjpeg', 'openjph'];

async function loadCodec(name: CodecName, read: ReadBinary): Promise<WasmCodec> {
  const codec = CODECS[name];
  const factory = await codec.load();
  const binary = await read({ codec: name, specifier: codec.specifier, path: binaryPath(factory) });
  return new WasmCodec(codec, factory, await WebAssembly.compile(new Uint8Array(binary)));
}

/**
 * The decoder of JPEG-LS, JPEG 2000 and HTJ2K frames. Loading is asynchronous and done once; decoding is not, so that the de-identifier
 * stays one synchronous step. In Node: `loadPictureDecoder(({ path }) => readFile(path))`.
 */
export async function loadPictureDecoder(read: ReadBinary): Promise<PictureDecoder> {
  const codecs = await Promise.all(NAMES.map((name) => loadCodec(name, read)));
  const find = (transferSyntax: string): WasmCodec | undefined => codecs.find((codec) => codec.supports(transferSyntax));
  return {
    supports: (transferSyntax) => find(transferSyntax) !== undefined,
    decode: (transferSyntax, frame, expected) =>
      find(transferSyntax)?.decode(frame, expected) ?? refuse({ code: 'codec-not-supported', detail: 'Pixels in this form cannot be decoded; export the file uncompressed.' }),
  };
}
