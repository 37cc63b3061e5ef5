import { paintBodyWall, paintDiaphragm, paintGallbladder, paintKidney, paintVessel, scatterVessels, winding } from './anatomy.ts';
import type { Vessel } from './anatomy.ts';
import type { EchoMap } from './echo-map.ts';
import { between } from './noise.ts';

/** Standard views of the liver background; a study's background slots take them in turn. */
export const BACKGROUND_VIEWS = ['left-sagittal', 'left-transverse', 'hepatic-veins', 'porta-hepatis', 'intercostal', 'right-kidney'] as const;
export type BackgroundView = (typeof BACKGROUND_VIEWS)[number];

type Points = readonly (readonly [number, number])[];

const tube = (points: Points, radiusCm: number, wallDb: number, random: () => number): Vessel => ({
  points: winding(points.map(([x, z]) => ({ x: x + between(random, -0.3, 0.3), z: z + between(random, -0.3, 0.3) })), 0.07, random), radiusCm: radiusCm * between(random, 0.85, 1.15), wallDb,
});

/** Paints the landmarks of a background view over the liver and returns its large vessels. */
export function backgroundScene(map: EchoMap, view: BackgroundView, random: () => number): Vessel[] {
  const vessels = [...landmarks(view, random), ...scatterVessels(4, { from: 3, to: 10 }, null, random)];
  for (const vessel of vessels) paintVessel(map, vessel);
  if (view === 'porta-hepatis') paintGallbladder(map, { x: between(random, 2.8, 3.8), z: between(random, 5, 6.5), a: 2.1, b: 0.95, turn: between(random, 0.4, 0.9) });
  if (view === 'right-kidney') paintKidney(map, { x: between(random, 0.4, 1.6), z: between(random, 8.2, 9.2), a: 4.6, b: 2.1, turn: between(random, -0.25, 0.1) }, random);
  if (view === 'hepatic-veins' || view === 'intercostal') paintDiaphragm(map, between(random, 12, 13), between(random, -0.08, 0.08), random);
  if (view === 'left-sagittal') paintDiaphragm(map, 12.6, between(random, 0.1, 0.2), random);
  paintBodyWall(map, between(random, 1.1, 1.7), random);
  return vessels;
}

function landmarks(view: BackgroundView, random: () => number): Vessel[] {
  switch (view) {
    case 'left-sagittal':
      return [tube([[-6, 9.4], [-1, 9.1], [6, 9.6]], 0.85, 13, random), tube([[-3.5, 6.6], [-1, 6.4]], 0.28, 12, random)];
    case 'left-transverse':
      return [tube([[-3.4, 6.8], [-1, 5.6], [0.3, 5.4], [0.4, 3.9]], 0.45, 13, random), tube([[0.3, 5.4], [2.1, 4.6]], 0.3, 13, random), tube([[1.4, 10.6]], 0.8, 12, random)];
    case 'hepatic-veins':
      return [tube([[0, 11], [-4.6, 6]], 0.42, 1, random), tube([[0, 11], [0.2, 5]], 0.4, 1, random), tube([[0, 11], [4.6, 6.6]], 0.36, 1, random), tube([[0, 11.3]], 1.05, 2, random)];
    case 'porta-hepatis':
      return [tube([[-5, 8.6], [-0.6, 7.2], [1.6, 7.9]], 0.62, 14, random), tube([[-0.6, 7.2], [-2.6, 4.8]], 0.4, 14, random), tube([[-0.4, 10.6]], 0.95, 9, random)];
    case 'intercostal':
      return [tube([[-4.6, 8], [0, 6.6], [4.4, 7.4]], 0.5, 14, random), tube([[0, 6.6], [2.6, 4.2]], 0.32, 14, random)];
    case 'right-kidney':
      return [tube([[-4.5, 4.4], [-2.4, 4.9]], 0.22, 12, random)];
  }
}
