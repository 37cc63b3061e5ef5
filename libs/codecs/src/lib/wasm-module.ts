/** What a decoder says of the frame that it decoded. */
export interface FrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned?: boolean;
}

/** One decoder of a WebAssembly module; its buffers are views on the module's memory. */
export interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getFrameInfo(): FrameInfo;
  getDecodedBuffer(): Uint8Array;
  /** JPEG-LS: 0 plane by plane, 1 line by line, 2 sample by sample. */
  getInterleaveMode?(): number;
  delete(): void;
}

type DecoderClass = new () => WasmDecoder;

/** The module's object: settings go in, classes come out. */
export interface WasmModule {
  JpegLSDecoder?: DecoderClass;
  J2KDecoder?: DecoderClass;
  HTJ2KDecoder?: DecoderClass;
  HEAPU8?: Uint8Array;
  wasmBinary?: Uint8Array;
  locateFile?(name: string, folder: string): string;
  instantiateWasm?(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => unknown): WebAssembly.Exports;
  print(text: string): void;
  printErr(text: string): void;
}

/** Fills the module's object; with `instantiateWasm` it is ready when the call returns. */
export interface WasmFactory {
  (module: WasmModule): Promise<unknown>;
}

const silent = (): void => undefined;

/** Where Node's loader finds the module's binary; elsewhere a path without meaning. */
export function binaryPath(factory: WasmFactory): string {
  let path = '';
  const probe: WasmModule = {
    print: silent, printErr: silent, wasmBinary: new Uint8Array(0),
    locateFile: (name, folder) => {
      path = folder + name;
      return path;
    },
  };
  // An empty binary cannot start: the call only serves to learn the path.
  factory(probe).catch(silent);
  return path;
}

/** A new instance of a compiled module, at once: a decoder that met a damaged stream is thrown away and made anew. */
export function instantiate(factory: WasmFactory, compiled: WebAssembly.Module): WasmModule {
  const module: WasmModule = {
    print: silent, printErr: silent,
    instantiateWasm: (imports, receive) => {
      const instance = new WebAssembly.Instance(compiled, imports);
      receive(instance);
      return instance.exports;
    },
  };
  factory(module).catch(silent);
  return module;
}
