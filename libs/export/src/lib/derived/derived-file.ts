/** A file that is made from the leaves of a snapshot: anybody can make it again. Its bytes come when its turn comes. */
export interface DerivedFile {
  readonly path: string;
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

const encoder = new TextEncoder();

async function* one(make: () => Uint8Array | Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield await make();
}

export const bytesFile = (path: string, make: () => Uint8Array | Promise<Uint8Array>): DerivedFile => ({ path, chunks: () => one(make) });

export const textFile = (path: string, make: () => string): DerivedFile => bytesFile(path, () => encoder.encode(make()));

/** Small texts are gathered, so that each chunk is worth its way. */
const CHUNK = 1 << 16;

async function* gathered(make: () => Iterable<string> | AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let waiting = '';
  for await (const text of make()) {
    waiting += text;
    if (waiting.length < CHUNK) continue;
    yield encoder.encode(waiting);
    waiting = '';
  }
  if (waiting !== '') yield encoder.encode(waiting);
}

/** A text that comes in pieces and never stands whole in memory. */
export const streamedText = (path: string, make: () => Iterable<string> | AsyncIterable<string>): DerivedFile => ({ path, chunks: () => gathered(make) });
