/** How much of each old pixel goes into each new one along one direction: `weights` from `start[i]` to `start[i + 1]` belong to the old pixels from `first[i]` on. */
interface Coverage {
  readonly first: Int32Array;
  readonly start: Int32Array;
  readonly weights: Float64Array;
}

/** A new pixel takes of each old one the part that it covers. */
function coverage(from: number, to: number): Coverage {
  const scale = from / to;
  const [first, start] = [new Int32Array(to), new Int32Array(to + 1)];
  const weights: number[] = [];
  for (let index = 0; index < to; index++) {
    const [begin, end] = [index * scale, (index + 1) * scale];
    const lowest = Math.floor(begin);
    first[index] = lowest;
    for (let pixel = lowest; pixel <= Math.min(from - 1, Math.ceil(end) - 1); pixel++) weights.push((Math.min(end, pixel + 1) - Math.max(begin, pixel)) / scale);
    start[index + 1] = weights.length;
  }
  return { first, start, weights: Float64Array.from(weights) };
}

/** Each row made narrower or wider. Plain loops over typed arrays: this is most of the work of cutting a picture. */
function resampleRows(pixels: Float32Array, from: number, to: number, { first, start, weights }: Coverage): Float32Array {
  const narrow = new Float32Array(from * to);
  for (let row = 0; row < from; row++) {
    for (let column = 0; column < to; column++) {
      const begin = start[column] ?? 0;
      const shift = row * from + (first[column] ?? 0) - begin;
      const end = start[column + 1] ?? 0;
      let sum = 0;
      for (let part = begin; part < end; part++) sum += (weights[part] ?? 0) * (pixels[shift + part] ?? 0);
      narrow[row * to + column] = sum;
    }
  }
  return narrow;
}

/** A square picture in another size; each new pixel is the mean of the area it covers, so no speckle is dropped or doubled. */
export function resample(pixels: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return pixels.slice();
  const plan = coverage(from, to);
  const narrow = resampleRows(pixels, from, to, plan);
  const result = new Float32Array(to * to);
  for (let row = 0; row < to; row++) {
    const begin = plan.start[row] ?? 0;
    for (let part = begin; part < (plan.start[row + 1] ?? 0); part++) {
      const weight = plan.weights[part] ?? 0;
      const old = ((plan.first[row] ?? 0) + part - begin) * to;
      for (let column = 0; column < to; column++) result[row * to + column] = (result[row * to + column] ?? 0) + weight * (narrow[old + column] ?? 0);
    }
  }
  return result;
}
