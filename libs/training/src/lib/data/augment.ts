/** How much an augmented picture may differ from its original. */
const LIMITS = { degrees: 10, shift: 0.05, scale: 0.08, gain: 0.15, offset: 0.06 } as const;

/** A value of the picture between its pixels; outside it continues its rim. */
function sample(pixels: Float32Array, side: number, x: number, y: number): number {
  const [cx, cy] = [Math.min(side - 1, Math.max(0, x)), Math.min(side - 1, Math.max(0, y))];
  const [x0, y0] = [Math.floor(cx), Math.floor(cy)];
  const [x1, y1] = [Math.min(side - 1, x0 + 1), Math.min(side - 1, y0 + 1)];
  const [fx, fy] = [cx - x0, cy - y0];
  const at = (row: number, column: number): number => pixels[row * side + column] ?? 0;
  return (at(y0, x0) * (1 - fx) + at(y0, x1) * fx) * (1 - fy) + (at(y1, x0) * (1 - fx) + at(y1, x1) * fx) * fy;
}

/**
 * A slightly different view of the same lesion: mirrored, turned, moved, scaled, with another gain. Nothing that would change
 * the texture (no blur, no noise): speckle is what the network shall read.
 */
export function augment(pixels: Float32Array, side: number, random: () => number): Float32Array {
  const about = (limit: number): number => (2 * random() - 1) * limit;
  const mirror = random() < 0.5 ? -1 : 1;
  const angle = (about(LIMITS.degrees) * Math.PI) / 180;
  const zoom = 1 + about(LIMITS.scale);
  const [dx, dy] = [about(LIMITS.shift) * side, about(LIMITS.shift) * side];
  const [gain, offset] = [1 + about(LIMITS.gain), about(LIMITS.offset)];
  const [cos, sin, middle] = [Math.cos(angle) / zoom, Math.sin(angle) / zoom, (side - 1) / 2];
  const result = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [u, v] = [(column - middle) * mirror, row - middle];
      const value = sample(pixels, side, middle + u * cos - v * sin + dx, middle + u * sin + v * cos + dy);
      result[row * side + column] = Math.min(1, Math.max(0, value * gain + offset));
    }
  }
  return result;
}
