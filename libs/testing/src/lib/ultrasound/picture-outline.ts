import type { Ellipse } from './anatomy.ts';
import { pixelAt, type ScreenField } from './scan-conversion.ts';

/** What an investigator would draw on a synthetic picture, in the words of the product's outlines. */
export interface PictureOutline {
  readonly kind: 'lesion' | 'background';
  readonly shape: 'polygon' | 'rectangle';
  readonly points: readonly (readonly [x: number, y: number])[];
}

const CORNERS = 28;
/** People draw a little outside the edge. */
const ROOM = 1.05;

/** The drawn lesion: its ellipse as a polygon, kept inside the moving picture. */
export function lesionOutline(field: ScreenField, lesion: Ellipse): PictureOutline {
  const { x0, y0, x1, y1 } = field.box;
  const [cos, sin] = [Math.cos(lesion.turn), Math.sin(lesion.turn)];
  const points = Array.from({ length: CORNERS }, (_, index): readonly [number, number] => {
    const angle = (index / CORNERS) * 2 * Math.PI;
    const [u, v] = [Math.cos(angle) * lesion.a * ROOM, Math.sin(angle) * lesion.b * ROOM];
    const { x, y } = pixelAt(field, lesion.x + u * cos - v * sin, lesion.z + u * sin + v * cos);
    return [Math.round(Math.min(x1, Math.max(x0, x))), Math.round(Math.min(y1, Math.max(y0, y)))];
  });
  return { kind: 'lesion', shape: 'polygon', points: points.filter(([x, y], index) => index === 0 || x !== points[index - 1]?.[0] || y !== points[index - 1]?.[1]) };
}

/** The drawn background: the middle of the liver, where the beam sees it well. */
export function backgroundOutline({ box: { x0, y0, x1, y1 } }: ScreenField): PictureOutline {
  const [width, height] = [x1 - x0, y1 - y0];
  return { kind: 'background', shape: 'rectangle', points: [[Math.round(x0 + width * 0.3), Math.round(y0 + height * 0.22)], [Math.round(x0 + width * 0.7), Math.round(y0 + height * 0.62)]] };
}
