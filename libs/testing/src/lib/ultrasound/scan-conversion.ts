import { beamGrid } from './beam-grid.ts';
import type { BeamGrid, Probe } from './beam-grid.ts';

/** Where the moving picture stands on the screen, whole pixels, both ends included. */
export interface ScreenBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A probe's field laid out on a screen: what stands where, and how many cm a pixel is. */
export interface ScreenField {
  readonly grid: BeamGrid;
  readonly box: ScreenBox;
  readonly cmPerPixel: number;
  /** For each pixel of the box: its first sample in the grid, or -1 outside the field. */
  readonly sample: Int32Array;
  readonly lineShare: Float32Array;
  readonly sampleShare: Float32Array;
}

const known = new Map<string, ScreenField>();

/** Fits the probe's field into `room`, as large as it goes, in the middle. */
export function screenField(probe: Probe, room: ScreenBox): ScreenField {
  const key = JSON.stringify([probe, room]);
  const kept = known.get(key);
  if (kept) return kept;
  const field = build(probe, room);
  if (known.size > 64) known.clear();
  known.set(key, field);
  return field;
}

function extent(probe: Probe): { halfWidth: number; top: number; bottom: number } {
  if (probe.kind === 'linear') return { halfWidth: probe.halfWidthCm, top: 0, bottom: probe.depthCm };
  const outer = probe.radiusCm + probe.depthCm;
  const edge = probe.radiusCm * Math.cos(probe.halfAngle) - probe.radiusCm;
  return { halfWidth: outer * Math.sin(probe.halfAngle), top: edge, bottom: probe.depthCm };
}

function build(probe: Probe, room: ScreenBox): ScreenField {
  const { halfWidth, top, bottom } = extent(probe);
  const [roomWidth, roomHeight] = [room.x1 - room.x0 + 1, room.y1 - room.y0 + 1];
  const cmPerPixel = Math.max((2 * halfWidth) / roomWidth, (bottom - top) / roomHeight);
  const width = Math.min(roomWidth, Math.floor((2 * halfWidth) / cmPerPixel));
  const height = Math.min(roomHeight, Math.floor((bottom - top) / cmPerPixel));
  const x0 = room.x0 + Math.floor((roomWidth - width) / 2);
  const y0 = room.y0 + Math.floor((roomHeight - height) / 2);
  const grid = beamGrid(probe, Math.round(width * 0.5), Math.round(height * 0.75));
  const field: ScreenField = {
    grid, cmPerPixel,
    box: { x0, y0, x1: x0 + width - 1, y1: y0 + height - 1 },
    sample: new Int32Array(width * height).fill(-1),
    lineShare: new Float32Array(width * height),
    sampleShare: new Float32Array(width * height),
  };
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      place(field, row * width + column, (column + 0.5) * cmPerPixel - halfWidth, (row + 0.5) * cmPerPixel + top);
    }
  }
  return field;
}

function place(field: ScreenField, pixel: number, x: number, z: number): void {
  const { probe, lines, samples } = field.grid;
  let across = x / probe.halfWidthCm;
  let depth = z;
  if (probe.kind === 'curved') {
    depth = Math.hypot(x, z + probe.radiusCm) - probe.radiusCm;
    across = Math.atan2(x, z + probe.radiusCm) / probe.halfAngle;
  }
  const line = ((across + 1) / 2) * lines - 0.5;
  const sample = (depth / probe.depthCm) * samples - 0.5;
  if (line < 0 || line >= lines - 1 || sample < 0 || sample >= samples - 1) return;
  field.sample[pixel] = Math.floor(line) * samples + Math.floor(sample);
  field.lineShare[pixel] = line - Math.floor(line);
  field.sampleShare[pixel] = sample - Math.floor(sample);
}

/** Draws grey values of the beams into `target` (one byte a pixel, `stride` wide); outside the field stays as it is. */
export function scanConvert(field: ScreenField, beams: Float32Array, target: Uint8Array, stride: number): void {
  const { box, grid, sample, lineShare, sampleShare } = field;
  const width = box.x1 - box.x0 + 1;
  for (let pixel = 0; pixel < sample.length; pixel++) {
    const at = sample[pixel] ?? -1;
    if (at < 0) continue;
    const [s, t] = [lineShare[pixel] ?? 0, sampleShare[pixel] ?? 0];
    const left = (beams[at] ?? 0) * (1 - t) + (beams[at + 1] ?? 0) * t;
    const right = (beams[at + grid.samples] ?? 0) * (1 - t) + (beams[at + grid.samples + 1] ?? 0) * t;
    const row = Math.floor(pixel / width);
    target[(box.y0 + row) * stride + box.x0 + (pixel - row * width)] = 255 * (left * (1 - s) + right * s);
  }
}

/** The pixel of a place in the body. */
export function pixelAt(field: ScreenField, x: number, z: number): { x: number; y: number } {
  const { halfWidth, top } = extent(field.grid.probe);
  return { x: field.box.x0 + (x + halfWidth) / field.cmPerPixel, y: field.box.y0 + (z - top) / field.cmPerPixel };
}
