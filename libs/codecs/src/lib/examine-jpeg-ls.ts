import { ok, type Result } from '@echocohort/kernel';
import type { ExpectedPicture } from '@echocohort/dicom';
import { damaged, StreamBytes, unsupported, type StreamFacts } from './codestream-bytes.ts';

const SOI = 0xffd8;
const EOI = 0xffd9;
const SOS = 0xffda;
const SOF55 = 0xfff7;

/** Preset parameters, comments, restart intervals and application data may stand before the scan; they say nothing of the size. */
const isOther = (marker: number): boolean => marker === 0xfff8 || marker === 0xfffe || marker === 0xffdd || (marker >= 0xffe0 && marker <= 0xffef);

/** Frame header (T.87 C.2.2); `at` is the segment's length field. */
function checkFrame(bytes: StreamBytes, at: number, expected: ExpectedPicture): Result<null> {
  const [depth, rows, columns, count] = [bytes.u8(at + 2), bytes.u16(at + 3), bytes.u16(at + 5), bytes.u8(at + 7)];
  if (depth < 2 || depth > expected.bitsAllocated || rows !== expected.rows || columns !== expected.columns || count !== expected.samplesPerPixel) return damaged();
  const samplings = Array.from({ length: count }, (_, index) => bytes.u8(at + 9 + index * 3));
  return samplings.some((sampling) => sampling !== 0x11) ? unsupported() : ok(null);
}

/** Judges a JPEG-LS stream (ITU-T T.87 annex C) without decoding it: size, depth and colours are the file's, and it has an end. */
export function examineJpegLs(stream: Uint8Array, expected: ExpectedPicture): Result<StreamFacts> {
  const bytes = new StreamBytes(stream);
  if (bytes.u16(0) !== SOI || bytes.u16(bytes.length - 2) !== EOI) return damaged();
  let framed = false;
  for (let at = 2; at + 4 <= bytes.length; at += 2 + bytes.u16(at + 2)) {
    const [marker, length] = [bytes.u16(at), bytes.u16(at + 2)];
    if (length < 2 || at + 2 + length > bytes.length) return damaged();
    if (marker === SOS) {
      // The near-lossless error stands after the components (C.2.3).
      return framed ? ok({ lossy: bytes.u8(at + 5 + bytes.u8(at + 4) * 2) > 0 }) : damaged();
    }
    if (marker === SOF55) {
      const frame = framed ? damaged() : checkFrame(bytes, at + 2, expected);
      if (!frame.ok) return frame;
      framed = true;
    } else if (!isOther(marker)) return unsupported();
  }
  return damaged();
}
