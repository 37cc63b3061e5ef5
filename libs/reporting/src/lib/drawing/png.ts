import { crc32 } from 'node:zlib';
import { outlineTexts, type OutlineFonts } from './outline-text.ts';

const DPI = 300;
/** A CSS pixel is 1/96 inch. */
const ZOOM = DPI / 96;

/** The chunk that says how large the picture is on paper: pixels a metre, both ways. */
function resolutionChunk(): Uint8Array {
  const chunk = Buffer.alloc(21);
  chunk.writeUInt32BE(9, 0);
  chunk.write('pHYs', 4, 'latin1');
  const perMetre = Math.round(DPI / 0.0254);
  chunk.writeUInt32BE(perMetre, 8);
  chunk.writeUInt32BE(perMetre, 12);
  chunk.writeUInt8(1, 16);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
  return chunk;
}

/** End of the signature and the header chunk, after which the resolution stands. */
const AFTER_HEADER = 33;

/** An SVG as a PNG of 300 dots an inch, its texts drawn from the shipped font, so that it is the same on every machine. */
export async function svgPng(svg: string, fonts: OutlineFonts): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const png = new Resvg(outlineTexts(svg, fonts), { fitTo: { mode: 'zoom', value: ZOOM }, background: '#ffffff', font: { loadSystemFonts: false } }).render().asPng();
  return new Uint8Array(Buffer.concat([png.subarray(0, AFTER_HEADER), resolutionChunk(), png.subarray(AFTER_HEADER)]));
}

/** Width and height that the header of a PNG states; null for other bytes. */
export function pngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  if (bytes.length < 24 || Buffer.from(bytes.subarray(0, 8)).toString('hex') !== '89504e470d0a1a0a') return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
