import { ok, refuse, type Result } from '@echocohort/kernel';
import { JpegBitReader } from './jpeg-bit-reader.ts';
import { JpegFault, MAX_AC_CATEGORY, MAX_DC_CATEGORY, type JpegComponent, type JpegFrame } from './jpeg-frame.ts';
import { huffmanDecoder, type HuffmanDecoder } from './jpeg-huffman.ts';
import { JpegSegments, need } from './jpeg-segments.ts';

/** Larger pictures are no ultrasound; the limit bounds memory before any data have been read. */
const MAX_PIXELS = 1 << 24;
/** A block takes two bits at least: one code for DC, one for the end of block. */
const BLOCKS_PER_BYTE = 4;

interface DraftComponent {
  readonly id: number;
  readonly h: number;
  readonly v: number;
  readonly tableIndex: number;
  quantisation: Uint8Array | null;
  readonly blocksPerLine: number;
  readonly blocksPerColumn: number;
  /** Blocks that hold picture, without the padding to whole MCUs. */
  readonly usedPerLine: number;
  readonly usedPerColumn: number;
  readonly coefficients: Int16Array;
  scanned: boolean;
  prediction: number;
}

interface Draft {
  readonly width: number;
  readonly height: number;
  readonly hMax: number;
  readonly vMax: number;
  readonly components: readonly DraftComponent[];
}

interface ScanComponent {
  readonly component: DraftComponent;
  readonly dc: HuffmanDecoder;
  readonly ac: HuffmanDecoder;
}

/** Walks the segments of one JPEG stream and keeps nothing but what the picture needs. */
class JpegDecoder {
  private readonly bytes: Uint8Array;
  private readonly segments: JpegSegments;
  private draft: Draft | null = null;
  private readonly quantisation = new Map<number, Uint8Array>();
  private readonly huffman = new Map<number, HuffmanDecoder>();
  private restartInterval = 0;
  private adobe: 'ycbcr' | 'rgb' | null = null;
  private jfif = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.segments = new JpegSegments(bytes);
  }

  decode(): JpegFrame {
    for (let marker = this.segments.marker(); marker !== 0xd9; marker = this.segments.marker()) {
      const segment = this.segments.segment();
      if (marker === 0xda) this.scan(segment);
      else this.table(marker, segment);
    }
    const draft = need(this.draft);
    const components = draft.components.map((component): JpegComponent => {
      if (!component.scanned) throw new JpegFault('jpeg-damaged');
      const { id, h, v, blocksPerLine, blocksPerColumn, coefficients } = component;
      return { id, h, v, blocksPerLine, blocksPerColumn, coefficients, quantisation: need(component.quantisation) };
    });
    return { width: draft.width, height: draft.height, hMax: draft.hMax, vMax: draft.vMax, components, colourModel: this.colourModel(components) };
  }

  private colourModel(components: readonly JpegComponent[]): 'ycbcr' | 'rgb' {
    if (this.adobe !== null) return this.adobe;
    const named = String.fromCharCode(...components.map(({ id }) => id));
    return named === 'RGB' && !this.jfif ? 'rgb' : 'ycbcr';
  }

  private table(marker: number, segment: Uint8Array): void {
    if (marker === 0xc0) this.startOfFrame(segment);
    else if (marker === 0xc4) this.huffmanTables(segment);
    else if (marker === 0xdb) this.quantisationTables(segment);
    else if (marker === 0xdd) this.restartInterval = (need(segment[0]) << 8) | need(segment[1]);
    else if (marker === 0xee && String.fromCharCode(...segment.subarray(0, 5)) === 'Adobe') this.adobe = segment[11] === 0 ? 'rgb' : 'ycbcr';
    else if (marker === 0xe0 && String.fromCharCode(...segment.subarray(0, 4)) === 'JFIF') this.jfif = true;
    // Comments and application segments are stepped over and never kept; any other process than baseline is not ours.
    else if (marker !== 0xfe && (marker < 0xe0 || marker > 0xef)) throw new JpegFault('codec-not-supported');
  }

  private quantisationTables(segment: Uint8Array): void {
    for (let at = 0; at < segment.length; at += 65) {
      const head = need(segment[at]);
      if (head > 3 || at + 65 > segment.length) throw new JpegFault('jpeg-damaged');
      const table = segment.slice(at + 1, at + 65);
      if (table.includes(0)) throw new JpegFault('jpeg-damaged');
      this.quantisation.set(head, table);
    }
  }

  private huffmanTables(segment: Uint8Array): void {
    for (let at = 0; at < segment.length; ) {
      const head = need(segment[at]);
      const counts = segment.subarray(at + 1, at + 17);
      const total = counts.reduce((sum, count) => sum + count, 0);
      if (counts.length < 16 || at + 17 + total > segment.length || total > 256) throw new JpegFault('jpeg-damaged');
      this.huffman.set(head, huffmanDecoder({ counts, symbols: segment.subarray(at + 17, at + 17 + total) }));
      at += 17 + total;
    }
  }

  private startOfFrame(segment: Uint8Array): void {
    const word = (at: number): number => (need(segment[at]) << 8) | need(segment[at + 1]);
    const [precision, height, width, count] = [need(segment[0]), word(1), word(3), need(segment[5])];
    if (this.draft || precision !== 8 || (count !== 1 && count !== 3)) throw new JpegFault('codec-not-supported');
    if (width === 0 || height === 0 || width * height > MAX_PIXELS) throw new JpegFault('jpeg-damaged');
    const heads = Array.from({ length: count }, (_, index) => {
      const sampling = need(segment[7 + index * 3]);
      // A lone component is never interleaved, so its factors mean nothing (T.81 A.2.2).
      const [h, v] = count === 1 ? [1, 1] : [sampling >> 4, sampling & 15];
      if (h < 1 || h > 4 || v < 1 || v > 4) throw new JpegFault('jpeg-damaged');
      return { id: need(segment[6 + index * 3]), h, v, tableIndex: need(segment[8 + index * 3]) };
    });
    const [hMax, vMax] = [Math.max(...heads.map(({ h }) => h)), Math.max(...heads.map(({ v }) => v))];
    if (heads.some(({ h, v }) => hMax % h !== 0 || vMax % v !== 0)) throw new JpegFault('codec-not-supported');
    const [mcusX, mcusY] = [Math.ceil(width / (8 * hMax)), Math.ceil(height / (8 * vMax))];
    const blocks = heads.reduce((sum, { h, v }) => sum + mcusX * h * mcusY * v, 0);
    if (blocks > (this.bytes.length - this.segments.position) * BLOCKS_PER_BYTE) throw new JpegFault('jpeg-damaged');
    const components = heads.map((head): DraftComponent => {
      const [blocksPerLine, blocksPerColumn] = [mcusX * head.h, mcusY * head.v];
      const usedPerLine = Math.ceil((width * head.h) / hMax / 8);
      const usedPerColumn = Math.ceil((height * head.v) / vMax / 8);
      return { ...head, blocksPerLine, blocksPerColumn, usedPerLine, usedPerColumn, quantisation: null, coefficients: new Int16Array(blocksPerLine * blocksPerColumn * 64), scanned: false, prediction: 0 };
    });
    this.draft = { width, height, hMax, vMax, components };
  }

  private scan(segment: Uint8Array): void {
    const draft = need(this.draft);
    const count = need(segment[0]);
    const parts = Array.from({ length: count }, (_, index): ScanComponent => {
      const id = need(segment[1 + index * 2]);
      const tables = need(segment[2 + index * 2]);
      const component = need(draft.components.find((candidate) => candidate.id === id && !candidate.scanned));
      component.scanned = true;
      component.quantisation = need(this.quantisation.get(component.tableIndex));
      return { component, dc: need(this.huffman.get(tables >> 4)), ac: need(this.huffman.get(0x10 | (tables & 15))) };
    });
    const [only] = parts;
    const reader = new JpegBitReader(this.bytes, this.segments.position);
    if (parts.length === 1 && only) this.readSingle(reader, only);
    else this.readInterleaved(reader, draft, parts);
    this.segments.position = reader.position;
  }

  private readSingle(reader: JpegBitReader, part: ScanComponent): void {
    const { usedPerLine, usedPerColumn, blocksPerLine } = part.component;
    const total = usedPerLine * usedPerColumn;
    for (let unit = 0; unit < total; unit++) {
      this.restart(reader, unit, [part]);
      readBlock(reader, part, Math.floor(unit / usedPerLine) * blocksPerLine + (unit % usedPerLine));
    }
    reader.finish();
  }

  private readInterleaved(reader: JpegBitReader, draft: Draft, parts: readonly ScanComponent[]): void {
    const mcusX = Math.ceil(draft.width / (8 * draft.hMax));
    const total = mcusX * Math.ceil(draft.height / (8 * draft.vMax));
    for (let unit = 0; unit < total; unit++) {
      this.restart(reader, unit, parts);
      const [mcuX, mcuY] = [unit % mcusX, Math.floor(unit / mcusX)];
      for (const part of parts) {
        const { h, v, blocksPerLine } = part.component;
        for (let y = 0; y < v; y++) for (let x = 0; x < h; x++) readBlock(reader, part, (mcuY * v + y) * blocksPerLine + mcuX * h + x);
      }
    }
    reader.finish();
  }

  private restart(reader: JpegBitReader, unit: number, parts: readonly ScanComponent[]): void {
    const due = unit === 0 || (this.restartInterval > 0 && unit % this.restartInterval === 0);
    if (!due) return;
    for (const { component } of parts) component.prediction = 0;
    if (unit === 0) return;
    reader.finish();
    while (this.segments.byte(reader.position) === 0xff && this.segments.byte(reader.position + 1) === 0xff) reader.position++;
    const expected = 0xd0 + ((unit / this.restartInterval - 1) % 8);
    if (this.segments.byte(reader.position) !== 0xff || this.segments.byte(reader.position + 1) !== expected) throw new JpegFault('jpeg-damaged');
    reader.position += 2;
  }
}

function readBlock(reader: JpegBitReader, { component, dc, ac }: ScanComponent, block: number): void {
  const base = block * 64;
  const category = reader.symbol(dc);
  if (category > MAX_DC_CATEGORY) throw new JpegFault('jpeg-damaged');
  component.prediction += reader.value(category);
  component.coefficients[base] = component.prediction;
  for (let index = 1; index < 64; index++) {
    const symbol = reader.symbol(ac);
    const size = symbol & 15;
    if (size === 0) {
      if (symbol !== 0xf0) return;
      index += 15;
      continue;
    }
    index += symbol >> 4;
    if (size > MAX_AC_CATEGORY || index > 63) throw new JpegFault('jpeg-damaged');
    component.coefficients[base + index] = reader.value(size);
  }
}

/** Takes a baseline JPEG apart into its quantised coefficients. Other processes (progressive, 12 bit, lossless) are refused, damage is refused; what follows the end marker is ignored. */
export function decodeJpeg(bytes: Uint8Array): Result<JpegFrame> {
  try {
    return ok(new JpegDecoder(bytes).decode());
  } catch (fault) {
    if (!(fault instanceof JpegFault)) throw fault;
    const detail = fault.code === 'jpeg-damaged'
      ? 'The JPEG pixels are damaged or cut; export the file from the scanner again.'
      : 'The JPEG pixels use a process other than baseline; export the file uncompressed or as JPEG baseline.';
    return refuse({ code: fault.code, detail });
  }
}
