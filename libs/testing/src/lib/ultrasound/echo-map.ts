import type { BeamGrid } from './beam-grid.ts';

/** Mean echo strength in dB at each sample of a beam grid; painters add to it in the order of the anatomy. */
export interface EchoMap {
  readonly grid: BeamGrid;
  readonly db: Float32Array;
}

export const newEchoMap = (grid: BeamGrid): EchoMap => ({ grid, db: new Float32Array(grid.lines * grid.samples) });

/** A rectangle of the body, cm; painters leave everything outside alone. */
export interface Bounds {
  readonly x0: number;
  readonly x1: number;
  readonly z0: number;
  readonly z1: number;
}

/** Applies `change(db, x, z, at)` to every sample inside `bounds`; lines and ranges that cannot meet them are passed over. */
export function paint(map: EchoMap, bounds: Bounds, change: (db: number, x: number, z: number, at: number) => number): void {
  const { x, z, lines, samples } = map.grid;
  const { x0, x1, z0, z1 } = bounds;
  for (let line = 0; line < lines; line++) {
    const first = line * samples;
    const last = first + samples - 1;
    const near = x[first] ?? 0;
    const far = x[last] ?? 0;
    if (Math.max(near, far) < x0 || Math.min(near, far) > x1) continue;
    for (let at = first; at <= last; at++) {
      const depth = z[at] ?? 0;
      if (depth < z0) continue;
      if (depth > z1) break;
      const across = x[at] ?? 0;
      if (across < x0 || across > x1) continue;
      map.db[at] = change(map.db[at] ?? 0, across, depth, at);
    }
  }
}

/** 0 below `from`, 1 above `to`, smooth in between. */
export function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/**
 * What stands behind a structure along each scan line: `gain` dB for all samples deeper than the structure's far wall
 * (posterior acoustic enhancement, or a shadow if negative), fading over `fadeCm`. `inside` is asked only near the structure.
 */
export function paintBehind(map: EchoMap, near: { readonly x: number; readonly z: number; readonly reach: number }, inside: (x: number, z: number) => boolean, gain: number, fadeCm: number): void {
  const { lines, samples, x, z, range } = map.grid;
  for (let line = 0; line < lines; line++) {
    let entered = 0;
    let left = -1;
    for (let sample = 0; sample < samples; sample++) {
      const at = line * samples + sample;
      const depth = range[sample] ?? 0;
      const [across, below] = [x[at] ?? 0, z[at] ?? 0];
      const close = Math.abs(across - near.x) <= near.reach && Math.abs(below - near.z) <= near.reach;
      if (close && inside(across, below)) {
        entered++;
        left = depth;
      } else if (left >= 0) {
        const full = gain * Math.min(1, entered / 12);
        map.db[at] = (map.db[at] ?? 0) + full * Math.exp(-(depth - left) / fadeCm);
      }
    }
  }
}
