import type { PaintedFrame, PixelBox, Tensor } from './text-detection.types.ts';

/** A grey or colour picture with values 0 to 255, plane by plane (1 or 3 planes). */
export interface View {
  readonly width: number;
  readonly height: number;
  readonly planes: readonly Uint8ClampedArray[];
}

/** From here on a grey pixel counts as drawn: speckle reaches it rarely, scanners draw in full white. */
const WHITE_FROM = 180;
const WHITE_FULL = 240;
/** Spread of the channels from which a pixel counts as coloured, and at which fully. */
const COLOUR_FROM = 40;
const COLOUR_FULL = 130;

/** How much a pixel looks drawn rather than measured, 0 to 255: near full white, or coloured. */
export function inkOf(red: number, green: number, blue: number): number {
  const most = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
  const least = red < green ? (red < blue ? red : blue) : green < blue ? green : blue;
  const white = ((least - WHITE_FROM) * 255) / (WHITE_FULL - WHITE_FROM);
  const colour = ((most - least - COLOUR_FROM) * 255) / (COLOUR_FULL - COLOUR_FROM);
  const ink = white > colour ? white : colour;
  return ink <= 0 ? 0 : ink >= 255 ? 255 : ink;
}

const emptyPlane = (box: PixelBox): Uint8ClampedArray => new Uint8ClampedArray((box.x1 - box.x0 + 1) * (box.y1 - box.y0 + 1));
const sizeOf = ({ x0, y0, x1, y1 }: PixelBox): { width: number; height: number } => ({ width: x1 - x0 + 1, height: y1 - y0 + 1 });

/** The picture as it is, cut to a box. A grey picture keeps one plane. */
export function plainView(frame: PaintedFrame, box: PixelBox): View {
  const { width, height } = sizeOf(box);
  const planes = [emptyPlane(box), emptyPlane(box), emptyPlane(box)];
  planes.forEach((plane, channel) => {
    for (let y = 0; y < height; y++) {
      let from = ((box.y0 + y) * frame.width + box.x0) * 4 + channel;
      for (let at = y * width; at < (y + 1) * width; at++, from += 4) plane[at] = frame.rgba[from] ?? 0;
    }
  });
  return { width, height, planes };
}

/** Only what looks drawn, white on black: on bright speckle the plain picture hides small letters from the network. */
export function inkView(frame: PaintedFrame, box: PixelBox): View {
  const { width, height } = sizeOf(box);
  const plane = emptyPlane(box);
  for (let y = 0; y < height; y++) {
    let from = ((box.y0 + y) * frame.width + box.x0) * 4;
    for (let at = y * width; at < (y + 1) * width; at++, from += 4) plane[at] = inkOf(frame.rgba[from] ?? 0, frame.rgba[from + 1] ?? 0, frame.rgba[from + 2] ?? 0);
  }
  return { width, height, planes: [plane] };
}

/** The part of a view that holds pixels from a brightness on, with a margin; null when there are fewer than `least`. */
export function drawnBox(view: View, from: number, least: number, margin: number): PixelBox | null {
  const { width, height } = view;
  let [count, x0, y0, x1, y1] = [0, width, height, -1, -1];
  for (const plane of view.planes) {
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at++) {
        if ((plane[at] ?? 0) < from) continue;
        count++;
        if (x < x0) x0 = x;
        if (x > x1) x1 = x;
        if (y < y0) y0 = y;
        if (y > y1) y1 = y;
      }
    }
  }
  if (count < least) return null;
  return { x0: Math.max(0, x0 - margin), y0: Math.max(0, y0 - margin), x1: Math.min(width - 1, x1 + margin), y1: Math.min(height - 1, y1 + margin) };
}

/** Cuts a view. */
export function cutView(view: View, box: PixelBox): View {
  const { width, height } = sizeOf(box);
  const planes = view.planes.map((plane) => {
    const cut = new Uint8ClampedArray(width * height);
    for (let y = 0; y < height; y++) cut.set(plane.subarray((box.y0 + y) * view.width + box.x0, (box.y0 + y) * view.width + box.x1 + 1), y * width);
    return cut;
  });
  return { width, height, planes };
}

/** A view turned by a quarter, with the clock or against it: a text that runs up or down stands upright then. */
export function turnedView(view: View, clockwise: boolean): View {
  const [width, height] = [view.height, view.width];
  const planes = view.planes.map((plane) => {
    const turned = new Uint8ClampedArray(width * height);
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++) turned[at++] = plane[clockwise ? (view.height - 1 - x) * view.width + y : x * view.width + (view.width - 1 - y)] ?? 0;
    }
    return turned;
  });
  return { width, height, planes };
}

/** The network reads pictures in steps of this. */
const STEP = 32;
/** Mean and spread of the channels in the network's training (ImageNet's). */
const MEAN = [0.485, 0.456, 0.406];
const SPREAD = [0.229, 0.224, 0.225];

/** A view as the detector's input: padded with black to the network's steps, normalised. */
export function detectionInput(view: View): Tensor {
  const [width, height] = [Math.ceil(view.width / STEP) * STEP, Math.ceil(view.height / STEP) * STEP];
  const data = new Float32Array(3 * width * height);
  for (let channel = 0; channel < 3; channel++) {
    const [mean, spread] = [MEAN[channel] ?? 0, SPREAD[channel] ?? 1];
    const values = Float32Array.from({ length: 256 }, (_, value) => (value / 255 - mean) / spread);
    const plane = view.planes[channel] ?? view.planes[0] ?? new Uint8ClampedArray(0);
    const offset = channel * width * height;
    data.fill(values[0] ?? 0, offset, offset + width * height);
    for (let y = 0; y < view.height; y++) {
      for (let x = 0, to = offset + y * width, from = y * view.width; x < view.width; x++) data[to++] = values[plane[from++] ?? 0] ?? 0;
    }
  }
  return { data, dims: [1, 3, height, width] };
}
