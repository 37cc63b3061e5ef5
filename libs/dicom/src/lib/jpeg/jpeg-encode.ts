import { ok, refuse, type Result } from '@echocohort/kernel';
import { JpegFault, MAX_AC_CATEGORY, MAX_DC_CATEGORY, type JpegComponent, type JpegFrame } from './jpeg-frame.ts';
import { huffmanEncoder, STANDARD_TABLES, type HuffmanEncoder, type HuffmanSpec } from './jpeg-huffman.ts';

const DC = STANDARD_TABLES.dc.map(huffmanEncoder);
const AC = STANDARD_TABLES.ac.map(huffmanEncoder);

/** Collects bytes and bits; a 0xFF of the entropy-coded data is followed by a stuffed zero. */
class JpegSink {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;
  private buffer = 0;
  private held = 0;

  raw(...values: readonly number[]): void {
    this.reserve(values.length);
    for (const value of values) this.bytes[this.length++] = value;
  }

  segment(marker: number, content: readonly number[]): void {
    const length = content.length + 2;
    this.raw(0xff, marker, length >> 8, length & 0xff, ...content);
  }

  bits(value: number, count: number): void {
    this.buffer = (this.buffer << count) | value;
    this.held += count;
    while (this.held >= 8) {
      this.held -= 8;
      this.stuffed((this.buffer >>> this.held) & 0xff);
    }
    this.buffer &= (1 << this.held) - 1;
  }

  /** Fills the last byte with ones (T.81 F.1.2.3). */
  flush(): void {
    if (this.held > 0) this.bits((1 << (8 - this.held)) - 1, 8 - this.held);
  }

  done(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private stuffed(byte: number): void {
    this.reserve(2);
    this.bytes[this.length++] = byte;
    if (byte === 0xff) this.bytes[this.length++] = 0;
  }

  private reserve(extra: number): void {
    if (this.length + extra <= this.bytes.length) return;
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

const { clz32 } = Math;
const category = (value: number): number => 32 - clz32(value < 0 ? -value : value);

function putValue(sink: JpegSink, table: HuffmanEncoder, symbol: number, value: number, size: number): void {
  sink.bits(table.codes[symbol] ?? 0, table.lengths[symbol] ?? 0);
  if (size > 0) sink.bits(value < 0 ? value + (1 << size) - 1 : value, size);
}

function putBlock(sink: JpegSink, component: JpegComponent, block: number, prediction: number, tables: readonly [HuffmanEncoder, HuffmanEncoder]): number {
  const { coefficients } = component;
  const base = block * 64;
  const dc = coefficients[base] ?? 0;
  const size = category(dc - prediction);
  if (size > MAX_DC_CATEGORY) throw new JpegFault('jpeg-damaged');
  putValue(sink, tables[0], size, dc - prediction, size);
  let zeros = 0;
  for (let index = 1; index < 64; index++) {
    const value = coefficients[base + index] ?? 0;
    if (value === 0) {
      zeros++;
      continue;
    }
    for (; zeros > 15; zeros -= 16) putValue(sink, tables[1], 0xf0, 0, 0);
    const bits = category(value);
    if (bits > MAX_AC_CATEGORY) throw new JpegFault('jpeg-damaged');
    putValue(sink, tables[1], (zeros << 4) | bits, value, bits);
    zeros = 0;
  }
  if (zeros > 0) putValue(sink, tables[1], 0, 0, 0);
  return dc;
}

function putScan(sink: JpegSink, frame: JpegFrame): void {
  const [mcusX, mcusY] = [Math.ceil(frame.width / (8 * frame.hMax)), Math.ceil(frame.height / (8 * frame.vMax))];
  const predictions = frame.components.map(() => 0);
  const [dc0, dc1, ac0, ac1] = [DC[0], DC[1], AC[0], AC[1]];
  if (!dc0 || !dc1 || !ac0 || !ac1) throw new RangeError('encodeJpeg: standard tables are missing');
  for (let mcu = 0; mcu < mcusX * mcusY; mcu++) {
    const [mcuX, mcuY] = [mcu % mcusX, Math.floor(mcu / mcusX)];
    frame.components.forEach((component, index) => {
      const tables: readonly [HuffmanEncoder, HuffmanEncoder] = index === 0 ? [dc0, ac0] : [dc1, ac1];
      for (let y = 0; y < component.v; y++) for (let x = 0; x < component.h; x++) {
        const block = (mcuY * component.v + y) * component.blocksPerLine + mcuX * component.h + x;
        predictions[index] = putBlock(sink, component, block, predictions[index] ?? 0, tables);
      }
    });
  }
  sink.flush();
}

const huffmanSegment = (head: number, { counts, symbols }: HuffmanSpec): number[] => [head, ...counts, ...symbols];

/** Distinct quantisation tables in order of first use, and each component's index among them. */
function quantisationTables(components: readonly JpegComponent[]): { tables: Uint8Array[]; indices: number[] } {
  const tables: Uint8Array[] = [];
  const indices = components.map(({ quantisation }) => {
    const known = tables.findIndex((table) => table.every((step, index) => step === quantisation[index]));
    return known >= 0 ? known : tables.push(quantisation) - 1;
  });
  return { tables, indices };
}

function putHeaders(sink: JpegSink, frame: JpegFrame): void {
  const { components, width, height } = frame;
  if (components.length === 3 && frame.colourModel === 'rgb') sink.segment(0xee, [0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0]);
  const { tables, indices } = quantisationTables(components);
  tables.forEach((table, index) => sink.segment(0xdb, [index, ...table]));
  const heads = components.flatMap(({ h, v }, index) => [index + 1, (h << 4) | v, indices[index] ?? 0]);
  sink.segment(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, components.length, ...heads]);
  const used = components.length === 1 ? [0] : [0, 1];
  for (const index of used) {
    const [dc, ac] = [STANDARD_TABLES.dc[index], STANDARD_TABLES.ac[index]];
    if (dc) sink.segment(0xc4, huffmanSegment(index, dc));
    if (ac) sink.segment(0xc4, huffmanSegment(0x10 | index, ac));
  }
  sink.segment(0xda, [components.length, ...components.flatMap((_, index) => [index + 1, index === 0 ? 0x00 : 0x11]), 0, 63, 0]);
}

/**
 * Writes coefficients as one interleaved baseline scan with the standard tables: the same coefficients always give the same bytes.
 * No comment, no application segment except a bare Adobe marker for plain RGB, which readers would otherwise take for YCbCr, no restart markers.
 */
export function encodeJpeg(frame: JpegFrame): Result<Uint8Array> {
  const sink = new JpegSink();
  sink.raw(0xff, 0xd8);
  try {
    putHeaders(sink, frame);
    putScan(sink, frame);
  } catch (fault) {
    if (!(fault instanceof JpegFault)) throw fault;
    return refuse({ code: fault.code, detail: 'The JPEG pixels hold values that baseline does not allow; export the file from the scanner again.' });
  }
  sink.raw(0xff, 0xd9);
  return ok(sink.done());
}
