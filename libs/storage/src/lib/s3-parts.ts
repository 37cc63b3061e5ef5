import { pieces } from './content-digest.ts';
import type { ObjectContent } from './object-storage.ts';

const SMALLEST = 8 * 1024 * 1024;
/** S3 takes 10,000 parts at most; some room is left for a wrong announcement. */
const MOST_PARTS = 9_000;

/** Size of the parts of an upload: 8 MiB, more where the announced size asks for it. */
export const partSizeFor = (size: number): number => Math.max(SMALLEST, Math.ceil(size / MOST_PARTS));

/** The content in parts of exactly this size, the last one shorter; holds one part in memory. */
export async function* partsOf(content: ObjectContent, partSize: number): AsyncIterable<Uint8Array> {
  let part = Buffer.allocUnsafe(0);
  let filled = 0;
  for await (const piece of pieces(content)) {
    let offset = 0;
    while (offset < piece.length) {
      if (filled === part.length && filled < partSize) part = grown(part, filled, Math.min(partSize, Math.max(filled * 2, piece.length - offset, 65536)));
      const take = Math.min(piece.length - offset, part.length - filled);
      part.set(piece.subarray(offset, offset + take), filled);
      filled += take;
      offset += take;
      if (filled === partSize) {
        yield part;
        part = Buffer.allocUnsafe(0);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}

function grown(part: Buffer, filled: number, size: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(size);
  larger.set(part.subarray(0, filled));
  return larger;
}
