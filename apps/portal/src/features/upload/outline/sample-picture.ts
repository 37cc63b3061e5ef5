import type { Picture, Rectangle } from '../prepared-file.ts';

const WIDEST = 640;

/** Pixels of a picture with everything black but the kept rectangles, and black again where text was found inside them. */
export function blankedPicture(picture: Picture, kept: readonly Rectangle[], texts: readonly Rectangle[]): Picture {
  const { width, height, rgba } = picture;
  const out = new Uint8ClampedArray(rgba.length);
  for (let at = 3; at < out.length; at += 4) out[at] = 255;
  for (const { x0, y0, x1, y1 } of kept) for (let y = y0; y <= y1; y++) out.set(rgba.subarray((y * width + x0) * 4, (y * width + x1 + 1) * 4), (y * width + x0) * 4);
  for (const { x0, y0, x1, y1 } of texts) {
    for (let y = Math.max(0, y0); y <= Math.min(height - 1, y1); y++) for (let x = Math.max(0, x0); x <= Math.min(width - 1, x1); x++) out.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  return { width, height, rgba: out };
}

const asBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(text);
};

/** The picture as a PNG no wider than 640 pixels, as base64: large enough to judge a mask by, small enough for one message. */
export async function samplePng(picture: Picture): Promise<string> {
  const whole = new OffscreenCanvas(picture.width, picture.height);
  whole.getContext('2d')?.putImageData(new ImageData(picture.rgba, picture.width, picture.height), 0, 0);
  const scale = Math.min(1, WIDEST / picture.width);
  const small = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  small.getContext('2d')?.drawImage(whole, 0, 0, small.width, small.height);
  return asBase64(new Uint8Array(await (await small.convertToBlob({ type: 'image/png' })).arrayBuffer()));
}
