import { paint, paintBehind, smoothStep } from './echo-map.ts';
import type { EchoMap } from './echo-map.ts';
import { between, normal, smoothField } from './noise.ts';

/** State of the liver that the background pictures show. */
export type LiverBackground = 'normal' | 'steatosis' | 'fibrosis';

/** A round or long vessel: a chain of points with a radius, cm. */
export interface Vessel {
  readonly points: readonly { readonly x: number; readonly z: number }[];
  readonly radiusCm: number;
  /** Portal branches have bright walls, hepatic veins almost none. */
  readonly wallDb: number;
}

const everywhere = { x0: -99, x1: 99, z0: -99, z1: 99 };

/** Liver tissue: mean echo by background, slow unevenness, coarse grain in fibrosis. */
export function paintLiver(map: EchoMap, background: LiverBackground, random: () => number): void {
  const slow = smoothField(random, between(random, 2.2, 4));
  const coarse = smoothField(random, background === 'fibrosis' ? 0.4 : 0.3);
  const grain = background === 'fibrosis' ? between(random, 2.4, 3.6) : between(random, 0.3, 0.9);
  const mean = background === 'steatosis' ? 4 : background === 'fibrosis' ? 0.5 : 0;
  paint(map, everywhere, (_, x, z) => mean + 1.6 * slow(x, z) + grain * coarse(x, z));
}

/** Skin, fat and muscle between the probe and the liver: layers that follow the probe's face. */
export function paintBodyWall(map: EchoMap, thicknessCm: number, random: () => number): void {
  const { x, range, samples, lines } = map.grid;
  const wave = smoothField(random, 2.5);
  const fibre = smoothField(random, 0.12);
  const bands = [0.12, 0.4, 0.66, 0.9].map((share) => ({ at: share * thicknessCm, db: between(random, 9, 17) }));
  for (let at = 0; at < lines * samples; at++) {
    const depth = (range[at % samples] ?? 0) + 0.08 * wave(x[at] ?? 0, 0);
    if (depth > thicknessCm + 0.3) continue;
    const inside = 1 - smoothStep(thicknessCm - 0.06, thicknessCm + 0.06, depth);
    let db = -4 + 6 * fibre((x[at] ?? 0) / 7, depth) + 7 * Math.exp(-depth / 0.25);
    for (const band of bands) db += band.db * Math.exp(-(((depth - band.at) / 0.07) ** 2));
    map.db[at] = (map.db[at] ?? 0) * (1 - inside) + db * inside + 14 * Math.exp(-(((depth - thicknessCm) / 0.07) ** 2));
  }
}

/** The diaphragm: a bright arc, and behind it the liver's faint mirror picture. */
export function paintDiaphragm(map: EchoMap, depthCm: number, tilt: number, random: () => number): void {
  const bend = between(random, 9, 13);
  const surface = (x: number): number => depthCm + tilt * x - (bend - Math.sqrt(Math.max(0, bend * bend - x * x))) * 0.55;
  const uneven = smoothField(random, 0.7);
  paint(map, { ...everywhere, z0: depthCm - 8 }, (db, x, z) => {
    const behind = z - surface(x);
    if (behind < -0.5) return db;
    const line = (20 + 5 * uneven(x, 0)) * Math.exp(-((behind / 0.14) ** 2));
    return db - 13 * smoothStep(0, 0.35, behind) - 1.6 * Math.max(0, behind) + line;
  });
}

/** Distance from a place to the middle of a vessel in radii of the vessel, which narrows by a third along its way. */
export function vesselRadii(vessel: Vessel, x: number, z: number): number {
  let nearest = Infinity;
  const last = Math.max(1, vessel.points.length - 1);
  for (let index = 0; index < last; index++) {
    const from = vessel.points[index];
    const to = vessel.points[index + 1] ?? from;
    if (!from || !to) continue;
    const dx = to.x - from.x;
    const dz = to.z - from.z;
    const length = dx * dx + dz * dz;
    const raw = length === 0 ? 0 : ((x - from.x) * dx + (z - from.z) * dz) / length;
    const along = raw < 0 ? 0 : raw > 1 ? 1 : raw;
    const offX = x - from.x - along * dx;
    const offZ = z - from.z - along * dz;
    const radius = vessel.radiusCm * (1 - (0.35 * (index + along)) / last);
    const square = (offX * offX + offZ * offZ) / (radius * radius);
    if (square < nearest) nearest = square;
  }
  return Math.sqrt(nearest);
}

/** A gently winding way through the given points: each stretch is halved and its middle moved aside a little. */
export function winding(points: readonly { x: number; z: number }[], aside: number, random: () => number): { x: number; z: number }[] {
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    if (!next) return [point];
    const [dx, dz] = [next.x - point.x, next.z - point.z];
    const shift = normal(random, 0, aside);
    const at = (share: number, by: number): { x: number; z: number } => ({ x: point.x + dx * share - dz * by, z: point.z + dz * share + dx * by });
    return [point, at(0.3, shift * 0.8), at(0.55, shift), at(0.8, shift * 0.5)];
  });
}

/** A vessel: no echoes inside, walls as bright as its kind. Painted stretch by stretch, each within its own small box. */
export function paintVessel(map: EchoMap, vessel: Vessel): void {
  const reach = vessel.radiusCm + 0.3;
  const wall = Math.min(0.08, 0.03 + 0.25 * vessel.radiusCm);
  const touched = new Set<number>();
  const stretches = Math.max(1, vessel.points.length - 1);
  for (let index = 0; index < stretches; index++) {
    const from = vessel.points[index];
    const to = vessel.points[index + 1] ?? from;
    if (!from || !to) continue;
    const bounds = { x0: Math.min(from.x, to.x) - reach, x1: Math.max(from.x, to.x) + reach, z0: Math.min(from.z, to.z) - reach, z1: Math.max(from.z, to.z) + reach };
    paint(map, bounds, (db, x, z, at) => {
      const away = (vesselRadii(vessel, x, z) - 1) * vessel.radiusCm;
      if (away > 0.3 || touched.has(at)) return db;
      touched.add(at);
      const lumen = 1 - smoothStep(-0.06, 0.05, away);
      return db * (1 - lumen) - 26 * lumen + vessel.wallDb * Math.exp(-(((away - 0.05) / wall) ** 2));
    });
  }
}

/** Small branches here and there, cut across or along, none nearer than `clear` cm to the given place. */
export function scatterVessels(count: number, depth: { from: number; to: number }, keepOut: { x: number; z: number; clear: number } | null, random: () => number): Vessel[] {
  const vessels: Vessel[] = [];
  // Near the probe only small branches are in the field; full-sized ones would look like worms.
  const scale = Math.min(1, Math.max(0.45, depth.to / 9));
  for (let index = 0; index < count * 3 && vessels.length < count; index++) {
    const start = { x: between(random, -5, 5), z: between(random, depth.from, depth.to) };
    const direction = between(random, 0, Math.PI);
    const length = random() < 0.45 ? 0 : scale * between(random, 0.8, 2.6);
    const bent = direction + normal(random, 0, 0.25);
    const middle = { x: start.x + (length / 2) * Math.cos(direction), z: start.z + (length / 2) * Math.sin(direction) };
    const end = { x: middle.x + (length / 2) * Math.cos(bent), z: middle.z + (length / 2) * Math.sin(bent) };
    const near = keepOut ? Math.min(...[start, middle, end].map((point) => Math.hypot(point.x - keepOut.x, point.z - keepOut.z))) - keepOut.clear : 1;
    if (near < 0) continue;
    vessels.push({ points: length === 0 ? [start] : winding([start, middle, end], 0.07 * scale, random), radiusCm: scale * between(random, 0.08, 0.24), wallDb: random() < 0.55 ? between(random, 7, 12) : 1 });
  }
  return vessels;
}

/** An ellipse of the body: centre, half axes, turn in radians. */
export interface Ellipse {
  readonly x: number;
  readonly z: number;
  readonly a: number;
  readonly b: number;
  readonly turn: number;
}

/** 1 on the ellipse's edge, smaller inside. */
export function ellipseRadius(ellipse: Ellipse, x: number, z: number): number {
  const [dx, dz] = [x - ellipse.x, z - ellipse.z];
  const [cos, sin] = [Math.cos(ellipse.turn), Math.sin(ellipse.turn)];
  const [u, v] = [(dx * cos + dz * sin) / ellipse.a, (dz * cos - dx * sin) / ellipse.b];
  return Math.sqrt(u * u + v * v);
}

/** The right kidney: dark cortex, bright sinus, a thin bright capsule. */
export function paintKidney(map: EchoMap, kidney: Ellipse, random: () => number): void {
  const sinus = smoothField(random, 0.55);
  const reach = kidney.a + 0.5;
  paint(map, { x0: kidney.x - reach, x1: kidney.x + reach, z0: kidney.z - reach, z1: kidney.z + reach }, (db, x, z) => {
    const radius = ellipseRadius(kidney, x, z) + 0.04 * sinus(x, z);
    if (radius > 1.2) return db;
    const inside = 1 - smoothStep(0.97, 1.03, radius);
    const middle = 1 - smoothStep(0.42, 0.6, radius + 0.16 * sinus(x + 9, z));
    const pyramids = radius > 0.55 && radius < 0.85 ? -4 * smoothStep(0.1, 0.6, sinus(x * 0.6, z * 0.6 + 5)) : 0;
    return db * (1 - inside) + (-6 + pyramids + 15 * middle) * inside + 9 * Math.exp(-(((radius - 1.02) / 0.03) ** 2));
  });
}

/** The gallbladder: no echoes inside, a wall, and brighter tissue behind it. */
export function paintGallbladder(map: EchoMap, bladder: Ellipse): void {
  const reach = bladder.a + 0.3;
  paint(map, { x0: bladder.x - reach, x1: bladder.x + reach, z0: bladder.z - reach, z1: bladder.z + reach }, (db, x, z) => {
    const radius = ellipseRadius(bladder, x, z);
    if (radius > 1.3) return db;
    const inside = 1 - smoothStep(0.94, 1.02, radius);
    return db * (1 - inside) - 28 * inside + 8 * Math.exp(-(((radius - 1.04) / 0.06) ** 2));
  });
  paintBehind(map, { x: bladder.x, z: bladder.z, reach: bladder.a }, (x, z) => ellipseRadius(bladder, x, z) < 1, 6, 2.5);
}

/** Uneven contact of the probe: darker edges and a soft shadow here and there, along whole lines. */
export function paintContact(map: EchoMap, shadowDb: number, random: () => number): void {
  const { lines, samples } = map.grid;
  const uneven = smoothField(random, 0.14);
  const edge = between(random, 2, 7);
  for (let line = 0; line < lines; line++) {
    const across = (line / lines) * 2 - 1;
    const loss = edge * smoothStep(0.72, 1.02, Math.abs(across)) + 1.2 * uneven(across, 0) + shadowDb * smoothStep(0.35, 0.75, uneven(across / 2, 3));
    for (let sample = 0; sample < samples; sample++) map.db[line * samples + sample] = (map.db[line * samples + sample] ?? 0) - loss * smoothStep(0, 0.25, sample / samples);
  }
}
