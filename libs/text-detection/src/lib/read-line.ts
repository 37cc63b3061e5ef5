import { cutView, type View } from './picture-view.ts';
import type { PixelBox, Tensor, TextModel } from './text-detection.types.ts';

/** Height of a line for the recognition network. */
const HEIGHT = 48;
const STEP = 8;
const LEAST_WIDTH = 96;
/** Longer lines are squeezed: no scanner writes more than this in one line. */
const MOST_WIDTH = 1600;

/** What a line says, as far as the network can tell. */
export interface ReadLine {
  readonly text: string;
  readonly confidence: number;
}

/** One plane of a cut, bilinear to the network's height; grey is the value that means nothing. */
function stretched(plane: Uint8ClampedArray, view: View, width: number, into: Float32Array, offset: number, stride: number): void {
  const [sx, sy] = [view.width / width, view.height / HEIGHT];
  for (let y = 0; y < HEIGHT; y++) {
    const v = Math.min(view.height - 1, Math.max(0, (y + 0.5) * sy - 0.5));
    const top = Math.floor(v) * view.width;
    const below = Math.min(view.height - 1, Math.floor(v) + 1) * view.width;
    const t = v - Math.floor(v);
    for (let x = 0; x < width; x++) {
      const u = Math.min(view.width - 1, Math.max(0, (x + 0.5) * sx - 0.5));
      const left = Math.floor(u);
      const right = Math.min(view.width - 1, left + 1);
      const s = u - left;
      const upper = (plane[top + left] ?? 0) * (1 - s) + (plane[top + right] ?? 0) * s;
      const lower = (plane[below + left] ?? 0) * (1 - s) + (plane[below + right] ?? 0) * s;
      into[offset + y * stride + x] = (upper * (1 - t) + lower * t) / 127.5 - 1;
    }
  }
}

/** A line as the recognition network's input: blue, green, red, from -1 to 1, padded with 0. */
export function lineInput(view: View): Tensor {
  const width = Math.min(MOST_WIDTH, Math.max(STEP, Math.round((HEIGHT * view.width) / view.height)));
  const stride = Math.max(LEAST_WIDTH, Math.ceil(width / STEP) * STEP);
  const data = new Float32Array(3 * HEIGHT * stride);
  for (let channel = 0; channel < 3; channel++) {
    const plane = view.planes[2 - channel] ?? view.planes[0] ?? new Uint8ClampedArray(0);
    stretched(plane, view, width, data, channel * HEIGHT * stride, stride);
  }
  return { data, dims: [1, 3, HEIGHT, stride] };
}

/** Greedy reading of the network's steps (CTC): the likeliest letter of each, repeats and "nothing" left out. */
export function readLetters({ data, dims }: Tensor, letters: readonly string[]): ReadLine {
  const classes = dims[2] ?? 0;
  const steps = dims[1] ?? 0;
  let [text, sum, count, last] = ['', 0, 0, 0];
  for (let step = 0; step < steps; step++) {
    let [best, most] = [0, -Infinity];
    for (let at = 0, from = step * classes; at < classes; at++, from++) {
      const value = data[from] ?? 0;
      if (value > most) [best, most] = [at, value];
    }
    if (best !== 0 && best !== last) {
      text += letters[best] ?? '';
      sum += most;
      count++;
    }
    last = best;
  }
  return { text: text.trim(), confidence: count === 0 ? 0 : sum / count };
}

/** Reads one line of a view. */
export async function readLine(model: TextModel, view: View, box: PixelBox): Promise<ReadLine> {
  return readLetters(await model.recognise(lineInput(cutView(view, box))), model.letters);
}
