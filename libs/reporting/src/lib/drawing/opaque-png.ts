import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = 8;
/** Samples a pixel by colour type, for the types that carry transparency. */
const TRANSPARENT: Readonly<Record<number, number>> = { 4: 2, 6: 4 };

function chunksOf(png: Buffer): { readonly type: string; readonly data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = SIGNATURE; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

const paeth = (a: number, b: number, c: number): number => {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
};

/** Takes the filters off the scanlines (PNG, third edition, 9.2). */
function unfiltered(lines: Buffer, rows: number, stride: number, step: number): Uint8Array {
  const out = new Uint8Array(rows * stride);
  for (let row = 0; row < rows; row++) {
    const filter = lines[row * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const at = row * stride + x;
      const left = x >= step ? (out[at - step] ?? 0) : 0;
      const up = row > 0 ? (out[at - stride] ?? 0) : 0;
      const corner = row > 0 && x >= step ? (out[at - stride - step] ?? 0) : 0;
      const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : filter === 4 ? paeth(left, up, corner) : 0;
      out[at] = ((lines[row * (stride + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return out;
}

/**
 * The same picture on white without transparency, as 8-bit RGB. The PDF writer unpacks transparent pictures in the background, and the order in
 * which they are done would decide the bytes of the file. Pictures without transparency, and kinds that nobody here writes, come back as they are.
 */
export function opaquePng(bytes: Uint8Array): Uint8Array {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height, depth, type, interlaced] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25] ?? 0, png[28]];
  const step = TRANSPARENT[type];
  if (step === undefined || depth !== 8 || interlaced !== 0) return bytes;
  const packed = Buffer.concat(chunksOf(png).filter((each) => each.type === 'IDAT').map(({ data }) => data));
  const pixels = unfiltered(inflateSync(packed), height, width * step, step);
  const lines = Buffer.alloc(height * (1 + width * 3));
  for (let pixel = 0; pixel < width * height; pixel++) {
    const alpha = (pixels[pixel * step + step - 1] ?? 255) / 255;
    const to = Math.floor(pixel / width) * (1 + width * 3) + 1 + (pixel % width) * 3;
    for (let channel = 0; channel < 3; channel++) lines[to + channel] = Math.round((pixels[pixel * step + (step === 4 ? channel : 0)] ?? 0) * alpha + 255 * (1 - alpha));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return new Uint8Array(Buffer.concat([png.subarray(0, SIGNATURE), chunk('IHDR', header), chunk('IDAT', deflateSync(lines)), chunk('IEND', new Uint8Array())]));
}
