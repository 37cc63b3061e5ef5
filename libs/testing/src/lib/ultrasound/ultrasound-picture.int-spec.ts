import { seededRandom } from '@echocohort/kernel';
import { beamGrid } from './beam-grid.ts';
import { BACKGROUND_VIEWS } from './background-view.ts';
import { newEchoMap } from './echo-map.ts';
import type { LesionLook } from './lesion-echo.ts';
import { receive } from './speckle.ts';
import { drawPicture } from './ultrasound-picture.ts';
import type { PictureRecipe, UltrasoundPicture } from './ultrasound-picture.ts';
import { VENDOR_LAYOUTS } from './vendor-layout.ts';

const benign: LesionLook = {
  diameterCm: 3.5, elongation: 1.1, echoDb: 6, unevenDb: 0.8, grainCm: 0.5, haloDb: 0, rimDb: 2, irregularity: 0.02, blur: 0.05, enhancementDb: 0, flow: 0, satellites: 0,
};
const text = { hospital: '天平正医院', patientName: '王大林 WANG DALIN', patientId: 'ID 1', date: '2018-07-21', time: '09:14:52', model: 'M', transducer: 'T' };

function recipe(change: Partial<PictureRecipe> = {}): PictureRecipe {
  const [layout] = VENDOR_LAYOUTS;
  if (!layout) throw new Error('no layout');
  return { seed: 's', lesionSeed: 'l', layout, view: 'plane', background: 'normal', look: benign, text, ...change };
}

function insideRegion(picture: UltrasoundPicture): number[] {
  const [region] = picture.regions;
  if (!region) throw new Error('no region');
  const values: number[] = [];
  for (let y = region.y0; y <= region.y1; y++) {
    for (let x = region.x0; x <= region.x1; x++) values.push(picture.bytes[(y * picture.width + x) * picture.channels] ?? 0);
  }
  return values;
}

const same = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => Buffer.from(Array.from(a)).equals(Buffer.from(Array.from(b)));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('synthetic ultrasound', () => {
  it('gives the same bytes for the same recipe and other speckle for another seed', () => {
    expect(same(drawPicture(recipe()).bytes, drawPicture(recipe()).bytes)).toBe(true);
    expect(same(drawPicture(recipe()).bytes, drawPicture(recipe({ seed: 'other' })).bytes)).toBe(false);
  });

  it('has fully developed speckle: the logarithm of a Rayleigh envelope spreads by 5.57 dB whatever the mean', () => {
    const grid = beamGrid({ kind: 'linear', radiusCm: 0, halfAngle: 0, halfWidthCm: 3, depthCm: 6 }, 160, 240);
    const grey = receive(newEchoMap(grid), { dynamicRange: 80, gain: 0, lossPerCm: 0, focusCm: 3, noiseFloor: -90 }, seededRandom('speckle'));
    const decibels = Array.from(grey, (value) => value * 80).filter((_, at) => at % 240 > 4 && at % 240 < 235);
    const middle = mean(decibels);
    const spread = Math.sqrt(mean(decibels.map((value) => (value - middle) ** 2)));
    expect(spread).toBeGreaterThan(5.3);
    expect(spread).toBeLessThan(5.8);
  });

  it.each(VENDOR_LAYOUTS.map((layout) => [layout.name, layout] as const))('keeps names and scales outside the calibrated region (%s)', (_, layout) => {
    const other = { ...text, patientName: '文小月 WEN XIAOYUE', patientId: 'ID 999999', hospital: 'OTHER HOSPITAL', date: '2019-01-30' };
    const [a, b] = [drawPicture(recipe({ layout })), drawPicture(recipe({ layout, text: other }))];
    expect(same(insideRegion(a), insideRegion(b))).toBe(true);
    expect(same(a.bytes, b.bytes)).toBe(false);
    expect(a.regions[0]?.cmPerPixel).toBeGreaterThan(0);
  });

  it('shows a bright lesion brighter than the liver, and a dark one darker', () => {
    const centre = (look: LesionLook): number => {
      const picture = drawPicture(recipe({ look }));
      const [region] = picture.regions;
      if (!region) throw new Error('no region');
      const [x, y] = [Math.round((region.x0 + region.x1) / 2), Math.round(region.y0 + (region.y1 - region.y0) * 0.55)];
      const values: number[] = [];
      for (let dy = -15; dy <= 15; dy++) for (let dx = -15; dx <= 15; dx++) values.push(picture.bytes[(y + dy) * picture.width + x + dx] ?? 0);
      return mean(values);
    };
    const [bright, even, dark] = [centre(benign), centre({ ...benign, echoDb: 0, rimDb: 0 }), centre({ ...benign, echoDb: -8, rimDb: 0 })];
    expect(bright).toBeGreaterThan(even + 12);
    expect(dark).toBeLessThan(even - 12);
  });

  it('has no colour in B-mode, and flow only inside the colour box in Doppler', () => {
    const [, rgb] = VENDOR_LAYOUTS;
    const saturated = (picture: UltrasoundPicture): { x: number; y: number }[] => {
      const found: { x: number; y: number }[] = [];
      for (let at = 0; at < picture.width * picture.height; at++) {
        const [r = 0, g = 0, b = 0] = picture.bytes.subarray(at * 3, at * 3 + 3);
        if (Math.max(r, g, b) - Math.min(r, g, b) > 60) found.push({ x: at % picture.width, y: Math.floor(at / picture.width) });
      }
      return found.filter(({ x, y }) => picture.regions.some((region) => x >= region.x0 && x <= region.x1 && y >= region.y0 && y <= region.y1));
    };
    expect(saturated(drawPicture(recipe({ layout: rgb })))).toHaveLength(0);
    const doppler = drawPicture(recipe({ layout: rgb, view: 'doppler', look: { ...benign, flow: 1 } }));
    const box = doppler.regions.find((region) => region.dataType === 'colour-flow');
    const coloured = saturated(doppler);
    expect(coloured.length).toBeGreaterThan(50);
    expect(coloured.every(({ x, y }) => box && x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1)).toBe(true);
  });

  it.each(BACKGROUND_VIEWS.map((view) => [view] as const))('draws the background view %s with tissue and dark vessels or organs', (view) => {
    const values = insideRegion(drawPicture(recipe({ view })));
    expect(values.filter((value) => value > 60).length / values.length).toBeGreaterThan(0.2);
    expect(values.filter((value) => value < 20).length / values.length).toBeGreaterThan(0.1);
  });

  it('outlines the lesion where it is: brighter inside than just outside, and within the moving picture', () => {
    const picture = drawPicture(recipe({ look: benign }));
    const [region] = picture.regions;
    const { kind, points } = picture.outline;
    expect(kind).toBe('lesion');
    expect(points.length).toBeGreaterThan(20);
    expect(points.every(([x, y]) => region && x >= region.x0 && x <= region.x1 && y >= region.y0 && y <= region.y1)).toBe(true);
    const [cx, cy] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
    const along = (share: number): number => mean(points.map(([x, y]) => picture.bytes[Math.round(cy + (y - cy) * share) * picture.width + Math.round(cx + (x - cx) * share)] ?? 0));
    expect(along(0.5)).toBeGreaterThan(along(1.3) + 8);
  });

  it('outlines a piece of liver on a background view', () => expect(drawPicture(recipe({ view: 'hepatic-veins' })).outline).toMatchObject({ kind: 'background', shape: 'rectangle' }));
});
