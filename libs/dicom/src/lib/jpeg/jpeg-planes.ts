import { inverseDct } from './jpeg-dct.ts';
import type { JpegComponent, JpegFrame } from './jpeg-frame.ts';

function componentSamples(component: JpegComponent): Uint8ClampedArray {
  const stride = component.blocksPerLine * 8;
  const samples = new Uint8ClampedArray(stride * component.blocksPerColumn * 8);
  const block = new Float64Array(64);
  for (let index = 0; index < component.blocksPerLine * component.blocksPerColumn; index++) {
    inverseDct(component.coefficients, index * 64, component.quantisation, block);
    const origin = Math.floor(index / component.blocksPerLine) * 8 * stride + (index % component.blocksPerLine) * 8;
    for (let at = 0; at < 64; at++) samples[origin + (at >> 3) * stride + (at & 7)] = (block[at] ?? 0) + 128;
  }
  return samples;
}

/** Samples of each component at full size; smaller components are repeated, not smoothed. */
export function jpegPlanes(frame: JpegFrame): Uint8Array[] {
  return frame.components.map((component) => {
    const samples = componentSamples(component);
    const stride = component.blocksPerLine * 8;
    const [stepX, stepY] = [frame.hMax / component.h, frame.vMax / component.v];
    const plane = new Uint8Array(frame.width * frame.height);
    for (let y = 0; y < frame.height; y++) {
      const row = Math.floor(y / stepY) * stride;
      if (stepX === 1) {
        plane.set(samples.subarray(row, row + frame.width), y * frame.width);
        continue;
      }
      for (let x = 0; x < frame.width; x++) plane[y * frame.width + x] = samples[row + Math.floor(x / stepX)] ?? 0;
    }
    return plane;
  });
}
