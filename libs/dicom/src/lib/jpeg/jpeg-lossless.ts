import { ok, refuse, type Result } from '@echocohort/kernel';
import type { DecodedPicture, ExpectedPicture } from '../pixels/picture-decoder.ts';
import { JpegBitReader } from './jpeg-bit-reader.ts';
import { JpegFault } from './jpeg-frame.ts';
import { huffmanDecoder, type HuffmanDecoder } from './jpeg-huffman.ts';
import { JpegSegments, need } from './jpeg-segments.ts';

interface Frame {
  readonly precision: number;
  readonly width: number;
  readonly height: number;
  readonly ids: readonly number[];
}

interface Scan {
  /** Places of the scan's components in the frame. */
  readonly places: readonly number[];
  readonly tables: readonly HuffmanDecoder[];
  readonly predictor: number;
  readonly pointTransform: number;
}

/** Prediction from the left, upper and upper left neighbours (T.81 table H.1). */
function predict(predictor: number, left: number, above: number, corner: number): number {
  switch (predictor) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return corner;
    case 4:
      return left + above - corner;
    case 5:
      return left + ((above - corner) >> 1);
    case 6:
      return above + ((left - corner) >> 1);
    default:
      return (left + above) >> 1;
  }
}

/** Walks one lossless stream (T.81 annex H: process 14 with any predictor). The picture's size is known before memory is taken. */
class LosslessDecoder {
  private readonly bytes: Uint8Array;
  private readonly expected: ExpectedPicture;
  private readonly segments: JpegSegments;
  private readonly huffman = new Map<number, HuffmanDecoder>();
  private restartInterval = 0;
  private frame: Frame | null = null;
  private samples = new Uint16Array(0);
  private readonly scanned = new Set<number>();

  constructor(bytes: Uint8Array, expected: ExpectedPicture) {
    this.bytes = bytes;
    this.expected = expected;
    this.segments = new JpegSegments(bytes);
  }

  decode(): DecodedPicture {
    for (let marker = this.segments.marker(); marker !== 0xd9; marker = this.segments.marker()) {
      const segment = this.segments.segment();
      if (marker === 0xda) this.scan(segment);
      else this.table(marker, segment);
    }
    const { width, height, ids, precision } = need(this.frame);
    if (this.scanned.size !== ids.length) throw new JpegFault('jpeg-damaged');
    const { samples } = this;
    const bytes = precision <= 8 ? new Uint8Array(samples) : new Uint8Array(samples.length * 2);
    if (precision > 8) {
      const view = new DataView(bytes.buffer);
      for (let at = 0; at < samples.length; at++) view.setUint16(at * 2, samples[at] ?? 0, true);
    }
    return { width, height, components: ids.length, bitsPerSample: precision, signed: false, bytes, lossy: false };
  }

  private table(marker: number, segment: Uint8Array): void {
    if (marker === 0xc3) this.startOfFrame(segment);
    else if (marker === 0xc4) this.huffmanTables(segment);
    else if (marker === 0xdd) this.restartInterval = (need(segment[0]) << 8) | need(segment[1]);
    // Comments, application segments and quantisation tables say nothing of a lossless picture; any other process is not this one.
    else if (marker !== 0xfe && marker !== 0xdb && (marker < 0xe0 || marker > 0xef)) throw new JpegFault('codec-not-supported');
  }

  private huffmanTables(segment: Uint8Array): void {
    for (let at = 0; at < segment.length; ) {
      const head = need(segment[at]);
      const counts = segment.subarray(at + 1, at + 17);
      const total = counts.reduce((sum, count) => sum + count, 0);
      if (counts.length < 16 || head > 3 || total > 17 || at + 17 + total > segment.length) throw new JpegFault('jpeg-damaged');
      this.huffman.set(head, huffmanDecoder({ counts, symbols: segment.subarray(at + 17, at + 17 + total) }));
      at += 17 + total;
    }
  }

  private startOfFrame(segment: Uint8Array): void {
    const word = (at: number): number => (need(segment[at]) << 8) | need(segment[at + 1]);
    const [precision, height, width, count] = [need(segment[0]), word(1), word(3), need(segment[5])];
    const { rows, columns, samplesPerPixel, bitsAllocated } = this.expected;
    if (this.frame || precision < 2 || precision > 16 || precision > bitsAllocated) throw new JpegFault('jpeg-damaged');
    if (width !== columns || height !== rows || count !== samplesPerPixel) throw new JpegFault('jpeg-damaged');
    const heads = Array.from({ length: count }, (_, index) => ({ id: need(segment[6 + index * 3]), sampling: need(segment[7 + index * 3]) }));
    // A lone component is never interleaved, so its factors mean nothing (T.81 A.2.2); others must be of full size.
    if (count > 1 && heads.some(({ sampling }) => sampling !== 0x11)) throw new JpegFault('codec-not-supported');
    // The shortest code has one bit.
    if (width * height * count > (this.bytes.length - this.segments.position) * 8) throw new JpegFault('jpeg-damaged');
    this.frame = { precision, width, height, ids: heads.map(({ id }) => id) };
    this.samples = new Uint16Array(width * height * count);
  }

  private scan(segment: Uint8Array): void {
    const frame = need(this.frame);
    const count = need(segment[0]);
    const places = Array.from({ length: count }, (_, index) => frame.ids.findIndex((id, place) => id === need(segment[1 + index * 2]) && !this.scanned.has(place)));
    const tables = Array.from({ length: count }, (_, index) => need(this.huffman.get(need(segment[2 + index * 2]) >> 4)));
    const [predictor, low] = [need(segment[1 + count * 2]), need(segment[3 + count * 2])];
    const pointTransform = low & 15;
    if (count < 1 || places.includes(-1) || new Set(places).size !== count || predictor < 1 || predictor > 7 || pointTransform >= frame.precision) throw new JpegFault('jpeg-damaged');
    for (const place of places) this.scanned.add(place);
    const reader = new JpegBitReader(this.bytes, this.segments.position);
    this.lines(reader, frame, { places, tables, predictor, pointTransform });
    reader.finish();
    this.segments.position = reader.position;
  }

  private lines(reader: JpegBitReader, frame: Frame, scan: Scan): void {
    const { width, height } = frame;
    if (this.restartInterval % width !== 0) throw new JpegFault('codec-not-supported');
    const linesBetween = this.restartInterval / width;
    for (let row = 0; row < height; row++) {
      const first = row === 0 || (linesBetween > 0 && row % linesBetween === 0);
      if (first && row > 0) {
        reader.finish();
        this.segments.position = reader.position;
        const marker = this.segments.marker();
        if (marker !== 0xd0 + ((row / linesBetween - 1) % 8)) throw new JpegFault('jpeg-damaged');
        reader.position = this.segments.position;
      }
      this.line(reader, frame, scan, row, first);
    }
  }

  private line(reader: JpegBitReader, { width, ids, precision }: Frame, { places, tables, predictor, pointTransform }: Scan, row: number, first: boolean): void {
    const { samples } = this;
    const step = ids.length;
    const up = width * step;
    const start = 1 << (precision - pointTransform - 1);
    for (let column = 0; column < width; column++) {
      for (let part = 0; part < places.length; part++) {
        const at = (row * width + column) * step + (places[part] ?? 0);
        const left = column > 0 ? (samples[at - step] ?? 0) >> pointTransform : 0;
        const above = first ? 0 : (samples[at - up] ?? 0) >> pointTransform;
        const corner = first || column === 0 ? 0 : (samples[at - up - step] ?? 0) >> pointTransform;
        const predicted = first ? (column === 0 ? start : left) : column === 0 ? above : predict(predictor, left, above, corner);
        const table = tables[part];
        const category = table === undefined ? 17 : reader.symbol(table);
        if (category > 16) throw new JpegFault('jpeg-damaged');
        const difference = category === 16 ? 32_768 : reader.value(category);
        samples[at] = ((predicted + difference) & 0xffff) << pointTransform;
      }
    }
  }
}

/** Decodes one JPEG lossless frame. A stream that says another size than the file, that ends early or uses another process is refused. */
export function decodeJpegLossless(bytes: Uint8Array, expected: ExpectedPicture): Result<DecodedPicture> {
  try {
    return ok(new LosslessDecoder(bytes, expected).decode());
  } catch (fault) {
    if (!(fault instanceof JpegFault)) throw fault;
    const detail = fault.code === 'jpeg-damaged'
      ? 'The JPEG pixels are damaged or cut; export the file from the scanner again.'
      : 'The JPEG pixels use a process that the transfer syntax does not allow; export the file uncompressed.';
    return refuse({ code: fault.code, detail });
  }
}
