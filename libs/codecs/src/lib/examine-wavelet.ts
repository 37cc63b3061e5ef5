import { ok, type Result } from '@echocohort/kernel';
import type { ExpectedPicture } from '@echocohort/dicom';
import { damaged, StreamBytes, unsupported, type StreamFacts } from './codestream-bytes.ts';

/** Bounds of a wavelet codestream; beyond them a small stream can ask for much memory or time. */
const MOST_TILES = 4096;
const MOST_LAYERS = 256;
const MOST_LEVELS = 16;
/** Smallest precinct as a power of two; the lowest level's may be smaller, since its picture is. */
const LEAST_PRECINCT = 5;
const LEAST_LOWEST_PRECINCT = 1;

const SIZ = 0xff51;
const COD = 0xff52;
const COC = 0xff53;
const SOT = 0xff90;
const SOD = 0xff93;
const EOC = 0xffd9;

/** What the headers have said so far. */
interface Seen {
  reversible: boolean;
  sized: boolean;
  styled: boolean;
}

/** Image and tile size (T.800 A.5.1); `at` is the segment's length field. */
function checkSize(bytes: StreamBytes, at: number, expected: ExpectedPicture): Result<null> {
  const [width, height] = [bytes.u32(at + 4), bytes.u32(at + 8)];
  const [tileWidth, tileHeight] = [bytes.u32(at + 20), bytes.u32(at + 24)];
  const offsets = [12, 16, 28, 32].map((place) => bytes.u32(at + place));
  const count = bytes.u16(at + 36);
  if (width !== expected.columns || height !== expected.rows || count !== expected.samplesPerPixel || tileWidth === 0 || tileHeight === 0) return damaged();
  const depth = bytes.u8(at + 38);
  const components = Array.from({ length: count }, (_, index) => at + 38 + index * 3);
  if ((depth & 0x7f) + 1 > expected.bitsAllocated || components.some((place) => bytes.u8(place) !== depth)) return damaged();
  if (offsets.some((offset) => offset !== 0) || components.some((place) => bytes.u16(place + 1) !== 0x0101)) return unsupported();
  return Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight) > MOST_TILES ? unsupported() : ok(null);
}

/** Decomposition levels, code blocks and precincts (T.800 tables A.15, A.20, A.23); `at` is the number of levels. */
function checkStyle(bytes: StreamBytes, at: number, precincts: boolean): Result<null> {
  const levels = bytes.u8(at);
  const [wide, high] = [bytes.u8(at + 1) + 2, bytes.u8(at + 2) + 2];
  if (levels > 32 || wide > 10 || high > 10 || wide + high > 12) return damaged();
  const sizes = precincts ? Array.from({ length: levels + 1 }, (_, level) => bytes.u8(at + 5 + level)) : [];
  const least = (level: number): number => (level === 0 ? LEAST_LOWEST_PRECINCT : LEAST_PRECINCT);
  const small = sizes.some((size, level) => (size & 15) < least(level) || size >> 4 < least(level));
  return levels > MOST_LEVELS || small ? unsupported() : ok(null);
}

function checkSegment(bytes: StreamBytes, marker: number, at: number, expected: ExpectedPicture, seen: Seen): Result<null> {
  if (marker === SIZ) {
    seen.sized = true;
    return checkSize(bytes, at, expected);
  }
  if (marker === COD) {
    seen.styled = true;
    seen.reversible &&= bytes.u8(at + 11) === 1;
    return bytes.u16(at + 4) > MOST_LAYERS ? unsupported() : checkStyle(bytes, at + 7, (bytes.u8(at + 2) & 1) === 1);
  }
  if (marker !== COC) return ok(null);
  seen.reversible &&= bytes.u8(at + 8) === 1;
  return checkStyle(bytes, at + 4, (bytes.u8(at + 3) & 1) === 1);
}

/** Marker segments from `from` to the given end marker; answers where that marker stands. */
function walk(bytes: StreamBytes, from: number, until: number, visit: (marker: number, at: number) => Result<null>): Result<number> {
  let at = from;
  while (at + 4 <= bytes.length) {
    const marker = bytes.u16(at);
    if (marker === until) return ok(at);
    const length = bytes.u16(at + 2);
    if (marker < 0xff50 || length < 2 || at + 2 + length > bytes.length) return damaged();
    const visited = visit(marker, at + 2);
    if (!visited.ok) return visited;
    at += 2 + length;
  }
  return damaged();
}

/**
 * Judges a JPEG 2000 or HTJ2K codestream (ITU-T T.800 annex A) without decoding it: size, depth and colours are the file's, nothing asks
 * for unbounded memory, and the tile parts end just where the stream does, so that a cut stream is found.
 */
export function examineWavelet(stream: Uint8Array, expected: ExpectedPicture): Result<StreamFacts> {
  const bytes = new StreamBytes(stream);
  if (bytes.u16(0) !== 0xff4f || bytes.u16(2) !== SIZ) return damaged();
  const seen: Seen = { reversible: true, sized: false, styled: false };
  const visit = (marker: number, at: number): Result<null> => checkSegment(bytes, marker, at, expected, seen);
  const first = walk(bytes, 2, SOT, visit);
  if (!first.ok) return first;
  if (!seen.sized || !seen.styled) return damaged();
  for (let at = first.value; ; ) {
    if (bytes.u16(at) === EOC && at + 2 === bytes.length) return ok({ lossy: !seen.reversible });
    if (bytes.u16(at) !== SOT || bytes.u16(at + 2) !== 10) return damaged();
    const stated = bytes.u32(at + 6);
    const end = stated === 0 ? bytes.length - 2 : at + stated;
    const data = walk(bytes, at + 12, SOD, visit);
    if (!data.ok) return data;
    if (end < data.value + 2 || end > bytes.length - 2) return damaged();
    at = end;
  }
}
