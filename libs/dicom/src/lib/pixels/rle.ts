import { ok, refuse, type Result } from '@echocohort/kernel';

const DAMAGED = { code: 'rle-damaged', detail: 'The run-length compressed pixels are damaged; export the file from the scanner again.' };

function unpackSegment(bytes: Uint8Array, length: number): Uint8Array | null {
  const plane = new Uint8Array(length);
  let [at, filled] = [0, 0];
  while (filled < length) {
    const control = bytes[at++];
    if (control === undefined) return null;
    if (control === 128) continue;
    if (control < 128) {
      const count = Math.min(control + 1, length - filled);
      if (at + count > bytes.length) return null;
      plane.set(bytes.subarray(at, at + count), filled);
      at += control + 1;
      filled += count;
    } else {
      const value = bytes[at++];
      if (value === undefined) return null;
      const count = Math.min(257 - control, length - filled);
      plane.fill(value, filled, filled + count);
      filled += count;
    }
  }
  return plane;
}

/** Byte planes of an RLE frame (PS3.5 annex G), each of rows x columns bytes; most significant byte of each sample first. */
export function decodeRle(frame: Uint8Array, planeLength: number, planes: number): Result<Uint8Array[]> {
  // Two bytes unpack to 128 at most: a frame that cannot fill its planes is refused before memory is taken.
  if (frame.length < 64 || planeLength * planes > frame.length * 64) return refuse(DAMAGED);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== planes) return refuse(DAMAGED);
  const decoded: Uint8Array[] = [];
  for (let plane = 0; plane < planes; plane++) {
    const start = view.getUint32(4 + plane * 4, true);
    const stated = plane + 1 < planes ? view.getUint32(8 + plane * 4, true) : frame.length;
    if (start < 64 || start > stated || stated > frame.length) return refuse(DAMAGED);
    const bytes = unpackSegment(frame.subarray(start, stated), planeLength);
    if (bytes === null) return refuse(DAMAGED);
    decoded.push(bytes);
  }
  return ok(decoded);
}

/** Output of PackBits; a row never takes more than its length and one byte for each 128. */
interface Packed {
  readonly bytes: Uint8Array;
  length: number;
}

function packLiteral(row: Uint8Array, start: number, end: number, packed: Packed): void {
  for (let from = start; from < end; from += 128) {
    const to = Math.min(end, from + 128);
    packed.bytes[packed.length++] = to - from - 1;
    packed.bytes.set(row.subarray(from, to), packed.length);
    packed.length += to - from;
  }
}

/** Runs of three or more are replicated, all else is literal: one spelling for one row, so that packing again gives the same bytes. */
function packRow(row: Uint8Array, packed: Packed): void {
  let literal = 0;
  for (let at = 0; at < row.length; ) {
    const value = row[at] ?? 0;
    let end = at + 1;
    while (end < row.length && end - at < 128 && row[end] === value) end++;
    if (end - at >= 3) {
      packLiteral(row, literal, at, packed);
      packed.bytes[packed.length++] = 257 - (end - at);
      packed.bytes[packed.length++] = value;
      literal = end;
    }
    at = end;
  }
  packLiteral(row, literal, row.length, packed);
}

function packPlane(plane: Uint8Array, columns: number): Uint8Array {
  const rows = Math.ceil(plane.length / columns);
  const packed: Packed = { bytes: new Uint8Array(plane.length + rows * (Math.ceil(columns / 128) + 1) * 2 + 2), length: 0 };
  for (let start = 0; start < plane.length; start += columns) packRow(plane.subarray(start, start + columns), packed);
  return packed.bytes.slice(0, packed.length + (packed.length % 2));
}

/** An RLE frame of byte planes (PS3.5 annex G); rows are packed one by one as the standard asks. */
export function encodeRle(planes: readonly Uint8Array[], columns: number): Uint8Array {
  const segments = planes.map((plane) => packPlane(plane, columns));
  const frame = new Uint8Array(64 + segments.reduce((sum, { length }) => sum + length, 0));
  const view = new DataView(frame.buffer);
  view.setUint32(0, segments.length, true);
  let at = 64;
  segments.forEach((segment, index) => {
    view.setUint32(4 + index * 4, at, true);
    frame.set(segment, at);
    at += segment.length;
  });
  return frame;
}
