/** How much an augmented picture may differ from its original. */
const LIMITS = { degrees: 15, shift: 0.1, scale: 0.2, gain: 0.2, offset: 0.08, gamma: 0.2 } as const;

/** A value of the picture between its pixels; outside it continues its rim. */
function sample(pixels: Uint8Array, side: number, x: number, y: number): number {
  const [cx, cy] = [Math.min(side - 1, Math.max(0, x)), Math.min(side - 1, Math.max(0, y))];
  const [x0, y0] = [Math.floor(cx), Math.floor(cy)];
  const [x1, y1] = [Math.min(side - 1, x0 + 1), Math.min(side - 1, y0 + 1)];
  const [fx, fy] = [cx - x0, cy - y0];
  const top = (pixels[y0 * side + x0] ?? 0) * (1 - fx) + (pixels[y0 * side + x1] ?? 0) * fx;
  const bottom = (pixels[y1 * side + x0] ?? 0) * (1 - fx) + (pixels[y1 * side + x1] ?? 0) * fx;
  return top * (1 - fy) + bottom * fy;
}

/**
 * A slightly different view of the same lesion, 0 to 1: mirrored, turned, moved, scaled, with another gain and compression. Nothing that
 * would change the texture (no blur, no noise, no cut-outs): speckle is what the network shall read.
 */
export function augment(pixels: Uint8Array, side: number, random: () => number): Float32Array {
  const about = (limit: number): number => (2 * random() - 1) * limit;
  const mirror = random() < 0.5 ? -1 : 1;
  const angle = (about(LIMITS.degrees) * Math.PI) / 180;
  const zoom = 1 + about(LIMITS.scale);
  const [dx, dy] = [about(LIMITS.shift) * side, about(LIMITS.shift) * side];
  const [gain, offset, gamma] = [1 + about(LIMITS.gain), about(LIMITS.offset), Math.exp(about(LIMITS.gamma))];
  const curve = Float32Array.from({ length: 256 }, (_, grey) => Math.min(1, Math.max(0, (grey / 255) ** gamma * gain + offset)));
  const [cos, sin, middle] = [Math.cos(angle) / zoom, Math.sin(angle) / zoom, (side - 1) / 2];
  const result = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [u, v] = [(column - middle) * mirror, row - middle];
      const value = sample(pixels, side, middle + u * cos - v * sin + dx, middle + u * sin + v * cos + dy);
      const low = Math.min(254, Math.floor(value));
      result[row * side + column] = (curve[low] ?? 0) + (value - low) * ((curve[low + 1] ?? 0) - (curve[low] ?? 0));
    }
  }
  return result;
}
