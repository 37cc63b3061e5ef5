import { join } from 'node:path';
import { seededRandom } from '@echocohort/kernel';
import { Resvg } from '@resvg/resvg-js';
import type { PaintedFrame } from '../lib/text-detection.types.ts';

/** A line of text drawn into a picture; `y` is its base line. */
export interface DrawnText {
  readonly x: number;
  readonly y: number;
  readonly px: number;
  readonly text: string;
  readonly fill: string;
  /** Degrees with the clock around the text's beginning. */
  readonly angle?: number;
}

const PASSES = 2;

/** White noise, smoothed by two box passes: about a Gaussian whose grain is wider than high, as on a sector's screen. */
function grain(width: number, height: number, random: () => number): Float32Array {
  let field = Float32Array.from({ length: width * height }, () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
  const smooth = (reach: number, step: number): void => {
    const next = new Float32Array(field.length);
    for (let at = 0; at < field.length; at++) for (let by = -reach; by <= reach; by++) next[at] = (next[at] ?? 0) + (field[(at + by * step + field.length) % field.length] ?? 0);
    field = next;
  };
  for (let pass = 0; pass < PASSES; pass++) {
    smooth(2, 1);
    smooth(1, width);
  }
  return field;
}

/** Fully developed speckle, log compressed over 60 dB, shifted to a mean grey. White noise alone would hide letters as no scanner does. */
export function speckle(width: number, height: number, mean: number, seed: string): PaintedFrame {
  const random = seededRandom(seed);
  const [real, imaginary] = [grain(width, height, random), grain(width, height, random)];
  const power = real.map((value, at) => value ** 2 + (imaginary[at] ?? 0) ** 2);
  const average = power.reduce((sum, value) => sum + value, 0) / power.length;
  const decibels = power.map((value) => 10 * Math.log10(value / average + 1e-4));
  const centre = decibels.reduce((sum, value) => sum + value, 0) / decibels.length;
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  decibels.forEach((value, at) => rgba.fill(mean + ((value - centre) * 255) / 60, at * 4, at * 4 + 3));
  return { width, height, rgba };
}

const FONT = join(__dirname, '../../../../node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');

/** The picture with texts over it, edges smoothed as scanners draw them. */
export function withTexts({ width, height, rgba }: PaintedFrame, texts: readonly DrawnText[]): PaintedFrame {
  const lines = texts.map(({ x, y, px, text, fill, angle = 0 }) => `<text x="${x}" y="${y}" transform="rotate(${angle} ${x} ${y})" font-family="Noto Sans SC" font-size="${px}" fill="${fill}">${text}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${lines.join('')}</svg>`;
  const drawn = new Resvg(svg, { font: { fontFiles: [FONT], loadSystemFonts: false } }).render().pixels;
  const painted = new Uint8ClampedArray(rgba);
  for (let at = 0; at < painted.length; at++) {
    const opacity = (drawn[at - (at % 4) + 3] ?? 0) / 255;
    if (at % 4 < 3) painted[at] = (painted[at] ?? 0) * (1 - opacity) + (drawn[at] ?? 0);
  }
  return { width, height, rgba: painted };
}

/** Width of a drawn text, about: Han fill a square, other letters little more than half of one. */
export const widthOf = ({ text, px }: DrawnText): number => [...text].reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? px : px * 0.55), 0);
