import { framesToSearch } from './frames-to-search.ts';
import type { PaintedFrame } from './text-detection.types.ts';

const [WIDTH, HEIGHT] = [96, 64];
const REGION = { x0: 32, y0: 16, x1: 79, y1: 55 };

/** Grey frame with a rectangle of another brightness. */
function frame(mark: { x: number; y: number; width: number; height: number; grey: number } | null, grey = 60): PaintedFrame {
  const rgba = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(grey);
  if (mark) for (let y = mark.y; y < mark.y + mark.height; y++) rgba.fill(mark.grey, (y * WIDTH + mark.x) * 4, (y * WIDTH + mark.x + mark.width) * 4);
  return { width: WIDTH, height: HEIGHT, rgba };
}

async function chosen(frames: readonly PaintedFrame[], channels: 1 | 3 | null = null): Promise<{ indices: number[]; painted: number }> {
  const indices: number[] = [];
  let painted = 0;
  const paint = (at: number): PaintedFrame => (painted++, frames[at] ?? frame(null));
  const read = (at: number): Uint8Array => Uint8Array.from({ length: WIDTH * HEIGHT * (channels ?? 1) }, (_, byte) => (frames[at] ?? frame(null)).rgba[Math.floor(byte / (channels ?? 1)) * 4 + (byte % (channels ?? 1))] ?? 0);
  const stored = channels === null ? {} : { stored: { width: WIDTH, height: HEIGHT, channels, read } };
  for await (const { index } of framesToSearch({ frames: frames.length, regions: [REGION], frame: paint, ...stored })) indices.push(index);
  return { indices, painted };
}

const still = Array.from({ length: 10 }, () => frame(null));
const at = (index: number, other: PaintedFrame): PaintedFrame[] => still.map((plain, place) => (place === index ? other : plain));

describe('frames to search', () => {
  it.each([
    ['a still picture', [frame(null)], [0]],
    ['three frames', still.slice(0, 3), [0, 1, 2]],
    ['a still cine: first, middle, last', still, [0, 5, 9]],
    ['a frame whose screen differs outside the region', at(3, frame({ x: 0, y: 0, width: 40, height: 10, grey: 200 })), [0, 3, 5, 9]],
    ['a frame with something drawn inside the region', at(7, frame({ x: 40, y: 30, width: 24, height: 8, grey: 255 })), [0, 5, 7, 9]],
    ['movement inside the region that is not drawn', at(7, frame({ x: 40, y: 30, width: 24, height: 8, grey: 140 })), [0, 5, 9]],
    ['the noise of a codec', at(7, frame(null, 64)), [0, 5, 9]],
    ['the same mark in two frames is searched once', still.map((plain, index) => (index === 2 || index === 3 ? frame({ x: 40, y: 30, width: 24, height: 8, grey: 255 }) : plain)), [0, 2, 5, 9]],
  ])('%s', async (_, frames, indices) => {
    expect((await chosen(frames)).indices).toEqual(indices);
    // The stored bytes say the same, and only what is searched gets painted.
    for (const channels of [1, 3] as const) expect(await chosen(frames, channels)).toEqual({ indices, painted: indices.length });
  });
});
