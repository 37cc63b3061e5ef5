import { seededRandom } from '@echocohort/kernel';
import { paintBodyWall, paintContact, paintDiaphragm, paintLiver, paintVessel, scatterVessels } from './anatomy.ts';
import type { Ellipse, LiverBackground, Vessel } from './anatomy.ts';
import type { Probe } from './beam-grid.ts';
import type { Canvas } from './bitmap-font.ts';
import { paintFlow } from './colour-flow.ts';
import { newEchoMap } from './echo-map.ts';
import type { EchoMap } from './echo-map.ts';
import { drawCalipers, drawFurniture } from './furniture.ts';
import type { ScreenText } from './furniture.ts';
import { paintLesion } from './lesion-echo.ts';
import type { LesionLook } from './lesion-echo.ts';
import { between } from './noise.ts';
import { backgroundOutline, lesionOutline, type PictureOutline } from './picture-outline.ts';
import { pixelAt, scanConvert, screenField } from './scan-conversion.ts';
import type { ScreenBox, ScreenField } from './scan-conversion.ts';
import { receive } from './speckle.ts';
import type { VendorLayout } from './vendor-layout.ts';
import { backgroundScene } from './background-view.ts';
import type { BackgroundView } from './background-view.ts';

/** A view of the lesion: plane, orthogonal plane, magnified, with a landmark, or colour Doppler. */
export type LesionView = 'plane' | 'orthogonal' | 'magnified' | 'landmark' | 'doppler';

/** Everything that decides one picture; the same recipe gives the same bytes on every machine. */
export interface PictureRecipe {
  readonly seed: string;
  /** Same for all pictures of one lesion: its outline and inner pattern. */
  readonly lesionSeed: string;
  readonly layout: VendorLayout;
  readonly view: LesionView | BackgroundView;
  readonly background: LiverBackground;
  readonly look: LesionLook;
  readonly text: ScreenText;
  /** Calipers drawn inside the picture (a deviation). */
  readonly calipers?: boolean;
}

/** A calibrated area of the screen, in the words of DICOM PS3.3 C.8.5.5. */
export interface PictureRegion extends ScreenBox {
  readonly dataType: 'tissue' | 'colour-flow';
  readonly cmPerPixel: number;
}

/** A finished screen. */
export interface UltrasoundScreen {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bytes: Uint8Array;
  readonly regions: readonly PictureRegion[];
}

/** A screen that was drawn here, so that what it shows is known. */
export interface UltrasoundPicture extends UltrasoundScreen {
  /** Where a person would draw the lesion, or the background liver. */
  readonly outline: PictureOutline;
}

const LESION_VIEWS: readonly string[] = ['plane', 'orthogonal', 'magnified', 'landmark', 'doppler'];

const isLesionView = (view: LesionView | BackgroundView): view is LesionView => LESION_VIEWS.includes(view);

interface Scene {
  readonly lesion: Ellipse | null;
  readonly vessels: readonly Vessel[];
}

/** Draws one screen: body, echoes, scan conversion, colour, furniture. */
export function drawPicture(recipe: PictureRecipe): UltrasoundPicture {
  const random = seededRandom(`picture ${recipe.seed}`);
  const { layout, view } = recipe;
  const probe = probeFor(recipe);
  const field = screenField(probe, layout.room);
  const map = newEchoMap(field.grid);
  paintLiver(map, recipe.background, random);
  const scene = isLesionView(view) ? lesionScene(map, recipe, view, random) : { lesion: null, vessels: backgroundScene(map, view, random) };
  paintContact(map, view === 'intercostal' ? 12 : between(random, 0, 4), random);
  const beams = receive(map, {
    dynamicRange: layout.dynamicRange, gain: layout.gain - 4 + between(random, -2.5, 2.5), focusCm: probe.depthCm * 0.5, noiseFloor: -38,
    lossPerCm: (recipe.background === 'steatosis' ? 1.1 : recipe.background === 'fibrosis' ? 0.6 : 0.45) * between(random, 0.7, 1.2),
  }, random);
  const grey = new Uint8Array(layout.width * layout.height);
  scanConvert(field, beams, grey, layout.width);
  return finish(recipe, field, grey, scene, random);
}

function probeFor(recipe: PictureRecipe): Probe {
  const { layout, view, look } = recipe;
  const curved = (depthCm: number): Probe => ({ kind: 'curved', radiusCm: layout.curveRadiusCm, halfAngle: layout.halfAngle, halfWidthCm: 0, depthCm });
  if (!isLesionView(view)) return curved(14);
  const depth = Math.round(Math.min(18, Math.max(4.6, 1.5 * look.diameterCm + 2.6)) * 2) / 2;
  if (view === 'magnified' && layout.linearForMagnified && look.diameterCm < 3) {
    return { kind: 'linear', radiusCm: 0, halfAngle: 0, halfWidthCm: 2.6, depthCm: 4.5 };
  }
  return curved(view === 'magnified' ? Math.max(3.5, Math.round(depth * 1.5) / 2) : depth + (view === 'landmark' ? 1 : 0));
}

function lesionScene(map: EchoMap, recipe: PictureRecipe, view: LesionView, random: () => number): Scene {
  const { depthCm } = map.grid.probe;
  const { look } = recipe;
  const along = look.diameterCm / 2;
  const across = along / look.elongation;
  const lesion: Ellipse = {
    x: between(random, -0.06, 0.06) * depthCm, z: depthCm * between(random, 0.47, 0.55),
    a: view === 'orthogonal' ? across * 1.08 : along, b: view === 'orthogonal' ? across * 0.95 : across, turn: between(random, -0.5, 0.5),
  };
  const clear = along + 0.4;
  const vessels = scatterVessels(view === 'magnified' ? 2 : 5, { from: depthCm * 0.25, to: depthCm * 0.9 }, { x: lesion.x, z: lesion.z, clear }, random);
  if (view === 'landmark') vessels.push({ points: [{ x: -4, z: depthCm * 0.88 }, { x: 1, z: depthCm * 0.84 }, { x: 4.5, z: depthCm * 0.92 }], radiusCm: 0.5, wallDb: 7 });
  for (const vessel of vessels) paintVessel(map, vessel);
  const seed = view === 'orthogonal' ? 'b' : view === 'landmark' ? 'c' : 'a';
  paintLesion(map, look, lesion, seededRandom(`lesion ${recipe.lesionSeed} ${seed}`));
  if (depthCm > 11) paintDiaphragm(map, depthCm * 0.93, between(random, -0.12, 0.12), random);
  paintBodyWall(map, Math.min(1.5, depthCm * 0.13), random);
  return { lesion, vessels };
}

function finish(recipe: PictureRecipe, field: ScreenField, grey: Uint8Array, scene: Scene, random: () => number): UltrasoundPicture {
  const { layout, view, look } = recipe;
  const colour = view === 'doppler';
  const form = colour ? layout.colour : layout.bMode;
  const channels = form.startsWith('grey') ? 1 : 3;
  const canvas: Canvas = { width: layout.width, height: layout.height, channels, bytes: channels === 1 ? grey : spread(grey) };
  const regions: PictureRegion[] = [{ ...field.box, dataType: 'tissue', cmPerPixel: field.cmPerPixel }];
  if (colour && scene.lesion) {
    const half = look.diameterCm / 2;
    const box = paintFlow(canvas.bytes, layout.width, field, {
      vessels: scene.vessels, lesion: scene.lesion, lesionFlow: look.flow,
      box: { x: scene.lesion.x, z: scene.lesion.z, halfWidth: half * 1.45, halfHeight: half * 1.35 },
    }, random);
    regions.push({ ...box, dataType: 'colour-flow', cmPerPixel: field.cmPerPixel });
  }
  if (recipe.calipers && scene.lesion) {
    const { x, z, a } = scene.lesion;
    drawCalipers(canvas, pixelAt(field, x - a, z), pixelAt(field, x + a, z), `D1 ${look.diameterCm.toFixed(2)}CM`);
  }
  drawFurniture(canvas, layout, recipe.text, field.box, field.grid.probe.depthCm, colour);
  return { width: layout.width, height: layout.height, channels, bytes: canvas.bytes, regions, outline: scene.lesion ? lesionOutline(field, scene.lesion) : backgroundOutline(field) };
}

function spread(grey: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(grey.length * 3);
  for (let at = 0; at < grey.length; at++) {
    const value = grey[at] ?? 0;
    rgb[at * 3] = value;
    rgb[at * 3 + 1] = value;
    rgb[at * 3 + 2] = value;
  }
  return rgb;
}
