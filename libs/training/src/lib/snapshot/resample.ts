/** How much of each old pixel goes into each new one along one direction: the part of it that the new pixel covers. */
function coverage(from: number, to: number): { readonly first: number; readonly weights: readonly number[] }[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, index) => {
    const [start, end] = [index * scale, (index + 1) * scale];
    const first = Math.floor(start);
    const last = Math.min(from - 1, Math.ceil(end) - 1);
    const weights = Array.from({ length: last - first + 1 }, (_value, offset) => (Math.min(end, first + offset + 1) - Math.max(start, first + offset)) / scale);
    return { first, weights };
  });
}

/** A square picture in another size; each new pixel is the mean of the area it covers, so no speckle is dropped or doubled. */
export function resample(pixels: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return pixels.slice();
  const plan = coverage(from, to);
  const narrow = new Float32Array(from * to);
  for (let row = 0; row < from; row++) {
    for (const [column, { first, weights }] of plan.entries()) {
      let sum = 0;
      for (let offset = 0; offset < weights.length; offset++) sum += (weights[offset] ?? 0) * (pixels[row * from + first + offset] ?? 0);
      narrow[row * to + column] = sum;
    }
  }
  const result = new Float32Array(to * to);
  for (const [row, { first, weights }] of plan.entries()) {
    for (let offset = 0; offset < weights.length; offset++) {
      const weight = weights[offset] ?? 0;
      for (let column = 0; column < to; column++) result[row * to + column] = (result[row * to + column] ?? 0) + weight * (narrow[(first + offset) * to + column] ?? 0);
    }
  }
  return result;
}
