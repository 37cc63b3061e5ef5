import { ellipseRadius, vesselRadii } from './anatomy.ts';
import type { Ellipse, Vessel } from './anatomy.ts';
import { between, smoothField } from './noise.ts';
import type { ScreenBox, ScreenField } from './scan-conversion.ts';
import { pixelAt } from './scan-conversion.ts';

/** One byte a channel for each pixel of the screen. */
export type Rgb = Uint8Array;

/** Where flow is shown, and the lesion whose own flow is to be seen. */
export interface FlowScene {
  readonly vessels: readonly Vessel[];
  readonly lesion: Ellipse | null;
  readonly lesionFlow: number;
  /** The colour box in cm: middle and half sides. */
  readonly box: { readonly x: number; readonly z: number; readonly halfWidth: number; readonly halfHeight: number };
}

const TOWARDS = [[70, 0, 0], [230, 40, 20], [255, 220, 60]] as const;
const AWAY = [[0, 0, 80], [20, 60, 230], [90, 220, 255]] as const;

/** Velocity as the usual red (towards) and blue (away) map. */
export function flowColour(velocity: number): readonly [number, number, number] {
  const map = velocity >= 0 ? TOWARDS : AWAY;
  const at = Math.min(0.999, Math.abs(velocity)) * 2;
  const low = map[Math.floor(at)] ?? map[0];
  const high = map[Math.floor(at) + 1] ?? map[2];
  const share = at - Math.floor(at);
  const mix = (index: 0 | 1 | 2): number => Math.round(low[index] * (1 - share) + high[index] * share);
  return [mix(0), mix(1), mix(2)];
}

/** The colour box on the screen, clamped to the picture. */
export function flowBox(field: ScreenField, scene: FlowScene): ScreenBox {
  const from = pixelAt(field, scene.box.x - scene.box.halfWidth, scene.box.z - scene.box.halfHeight);
  const to = pixelAt(field, scene.box.x + scene.box.halfWidth, scene.box.z + scene.box.halfHeight);
  return {
    x0: Math.max(field.box.x0, Math.round(from.x)), y0: Math.max(field.box.y0, Math.round(from.y)),
    x1: Math.min(field.box.x1, Math.round(to.x)), y1: Math.min(field.box.y1, Math.round(to.y)),
  };
}

/** Paints flow over the grey picture inside the colour box and outlines the box. */
export function paintFlow(rgb: Rgb, width: number, field: ScreenField, scene: FlowScene, random: () => number): ScreenBox {
  const box = flowBox(field, scene);
  const twinkle = smoothField(random, 0.22);
  const branches = smoothField(random, 0.85);
  const turn = between(random, -1, 1);
  const origin = pixelAt(field, 0, 0);
  for (let y = box.y0; y <= box.y1; y++) {
    for (let x = box.x0; x <= box.x1; x++) {
      const place = { x: (x - origin.x) * field.cmPerPixel, z: (y - origin.y) * field.cmPerPixel };
      const speed = velocity(scene, place, twinkle, branches, turn);
      if (speed === 0) continue;
      const colour = flowColour(speed);
      rgb.set(colour, (y * width + x) * 3);
    }
  }
  outline(rgb, width, box);
  return box;
}

function velocity(scene: FlowScene, place: { x: number; z: number }, twinkle: (x: number, z: number) => number, branches: (x: number, z: number) => number, turn: number): number {
  for (const vessel of scene.vessels) {
    const share = vesselRadii(vessel, place.x, place.z);
    if (share < 0.9) return Math.sign(turn + branches(place.x / 4, 0)) * (0.85 * (1 - share * share) + 0.15 * twinkle(place.x, place.z));
  }
  if (!scene.lesion || scene.lesionFlow < 0.15) return 0;
  const radius = ellipseRadius(scene.lesion, place.x, place.z);
  if (radius > 1.15) return 0;
  const ridge = Math.abs(branches(place.x + 20, place.z)) + 0.22 * Math.abs(twinkle(place.x, place.z));
  const limit = 0.2 * scene.lesionFlow;
  return ridge < limit ? Math.sign(branches(place.x, place.z + 30)) * (0.25 + 0.6 * (1 - ridge / limit)) : 0;
}

function outline(rgb: Rgb, width: number, box: ScreenBox): void {
  const dot = (x: number, y: number): void => rgb.set([210, 210, 120], (y * width + x) * 3);
  for (let x = box.x0; x <= box.x1; x++) {
    dot(x, box.y0);
    dot(x, box.y1);
  }
  for (let y = box.y0; y <= box.y1; y++) {
    dot(box.x0, y);
    dot(box.x1, y);
  }
}
