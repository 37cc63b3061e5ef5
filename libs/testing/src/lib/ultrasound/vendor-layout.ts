import type { ScreenBox } from './scan-conversion.ts';

/** How the pixels are stored: photometric interpretation, samples and codec together. */
export type PixelForm = 'grey-raw' | 'rgb-raw' | 'grey-rle' | 'rgb-rle' | 'grey-jpeg' | 'colour-jpeg';

/** One make of scanner: size of the screen, where the moving picture goes, how it stores, which face its screen has. */
export interface VendorLayout {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly room: ScreenBox;
  readonly bMode: PixelForm;
  /** Colour pictures of this make. */
  readonly colour: PixelForm;
  readonly dynamicRange: number;
  readonly gain: number;
  readonly curveRadiusCm: number;
  readonly halfAngle: number;
  readonly barShade: number;
  /** Whether this make uses its linear array for the magnified view of a small lesion. */
  readonly linearForMagnified: boolean;
  readonly namesInHan: boolean;
}

const plain = { dynamicRange: 52, gain: 0, curveRadiusCm: 6, halfAngle: 0.58, barShade: 20, linearForMagnified: false, namesInHan: false };

/** Six invented screens in the manner of current machines; every device of a study gets one, always the same. */
export const VENDOR_LAYOUTS: readonly VendorLayout[] = [
  { ...plain, name: 'top-bar', width: 448, height: 336, room: { x0: 24, y0: 40, x1: 391, y1: 315 }, bMode: 'grey-raw', colour: 'rgb-raw', namesInHan: true },
  { ...plain, name: 'left-column', width: 400, height: 304, room: { x0: 76, y0: 30, x1: 377, y1: 291 }, bMode: 'rgb-raw', colour: 'rgb-raw', dynamicRange: 56, gain: 2, barShade: 44 },
  { ...plain, name: 'two-lines', width: 512, height: 384, room: { x0: 20, y0: 46, x1: 459, y1: 361 }, bMode: 'colour-jpeg', colour: 'colour-jpeg', curveRadiusCm: 5, halfAngle: 0.62, namesInHan: true, linearForMagnified: true },
  { ...plain, name: 'plain-dark', width: 400, height: 320, room: { x0: 18, y0: 38, x1: 345, y1: 299 }, bMode: 'grey-rle', colour: 'rgb-rle', dynamicRange: 48, gain: -2, barShade: 0 },
  { ...plain, name: 'wide-foot', width: 480, height: 352, room: { x0: 40, y0: 38, x1: 439, y1: 305 }, bMode: 'grey-jpeg', colour: 'colour-jpeg', dynamicRange: 60, gain: 1, namesInHan: true, linearForMagnified: true },
  { ...plain, name: 'large', width: 640, height: 480, room: { x0: 60, y0: 48, x1: 559, y1: 455 }, bMode: 'colour-jpeg', colour: 'colour-jpeg', curveRadiusCm: 6.5, halfAngle: 0.6, dynamicRange: 54, barShade: 30 },
];

/** The layout of a device, chosen by its code so that a device always looks the same. */
export function layoutOfDevice(deviceCode: string): VendorLayout {
  let sum = 0;
  for (const character of deviceCode) sum = (sum * 31 + character.charCodeAt(0)) % 9973;
  const layout = VENDOR_LAYOUTS[sum % VENDOR_LAYOUTS.length];
  if (!layout) throw new RangeError('layoutOfDevice: no layout');
  return layout;
}
