import { ellipseRadius } from './anatomy.ts';
import type { Ellipse } from './anatomy.ts';
import { paint, paintBehind, smoothStep } from './echo-map.ts';
import type { EchoMap } from './echo-map.ts';
import { smoothField } from './noise.ts';

/** How a lesion looks, whatever the view: one set a lesion, shared by all its pictures. */
export interface LesionLook {
  /** Largest diameter, cm. */
  readonly diameterCm: number;
  /** Length over width. */
  readonly elongation: number;
  /** Mean echo against the liver, dB. */
  readonly echoDb: number;
  /** Unevenness inside, dB. */
  readonly unevenDb: number;
  /** Size of the uneven parts, cm. */
  readonly grainCm: number;
  /** Depth of the dark ring around it, dB; 0 = none. */
  readonly haloDb: number;
  /** Brightness of the rim (haemangioma), dB; 0 = none. */
  readonly rimDb: number;
  /** Departure of the outline from an ellipse, share of the radius. */
  readonly irregularity: number;
  /** Width of the transition at the border, share of the radius. */
  readonly blur: number;
  /** Brighter (or darker) tissue behind it, dB. */
  readonly enhancementDb: number;
  /** Flow inside in colour Doppler, 0 to 1. */
  readonly flow: number;
  /** Small second nodules beside it. */
  readonly satellites: number;
}

/** Draws the lesion with its middle at (x, z), seen with half axes `a` and `b`. The seed fixes outline and inner pattern. */
export function paintLesion(map: EchoMap, look: LesionLook, at: Ellipse, random: () => number): void {
  const bump = outline(random);
  const pattern = smoothField(random, look.grainCm);
  const fine = smoothField(random, look.grainCm / 2.3);
  const radius = (x: number, z: number): number => {
    const angle = Math.atan2(z - at.z, x - at.x);
    return ellipseRadius(at, x, z) / (1 + look.irregularity * (bump[Math.floor((angle / Math.PI + 1) * 256) & 511] ?? 0));
  };
  const reach = Math.max(at.a, at.b) * (1.5 + look.irregularity * 2);
  paint(map, { x0: at.x - reach, x1: at.x + reach, z0: at.z - reach, z1: at.z + reach }, (db, x, z) => {
    const r = radius(x, z);
    if (r > 1.6) return db;
    const inside = 1 - smoothStep(1 - look.blur, 1 + look.blur, r);
    const texture = look.unevenDb * (pattern(x, z) + 0.6 * fine(x, z));
    const core = look.echoDb + texture;
    const ring = -look.haloDb * Math.exp(-(((r - 1.05) / 0.13) ** 2)) + look.rimDb * Math.exp(-(((r - 0.95) / 0.07) ** 2));
    return db * (1 - inside) + (core + db * 0.3) * inside + ring;
  });
  paintBehind(map, { x: at.x, z: at.z, reach }, (x, z) => radius(x, z) < 1, look.enhancementDb, 3);
  for (let index = 0; index < look.satellites; index++) {
    const angle = random() * 2 * Math.PI;
    const satellite = { x: at.x + Math.cos(angle) * at.a * 1.7, z: at.z + Math.sin(angle) * at.b * 1.7, a: at.a * 0.22, b: at.b * 0.22, turn: 0 };
    paint(map, { x0: satellite.x - 1, x1: satellite.x + 1, z0: satellite.z - 1, z1: satellite.z + 1 }, (db, x, z) =>
      db + (look.echoDb - 2) * (1 - smoothStep(0.85, 1.1, ellipseRadius(satellite, x, z))));
  }
}

/** A closed wavy line as 512 offsets round the turn, made of a few drawn waves. */
function outline(random: () => number): Float32Array {
  const waves = [2, 3, 4, 5, 7].map((count) => ({ count, phase: random() * 2 * Math.PI, share: (0.4 + 0.6 * random()) / Math.sqrt(count) }));
  return Float32Array.from({ length: 512 }, (_, index) => {
    const angle = (index / 256 - 1) * Math.PI;
    return waves.reduce((sum, wave) => sum + wave.share * Math.cos(wave.count * angle + wave.phase), 0);
  });
}
