import { FAINT, FONT_FAMILY, INK } from './style.ts';
import { textWidth } from './text-width.ts';

/** A tick of a drawn axis, its place in pixels and its text. */
export interface DrawnTick {
  readonly x: number;
  readonly text: string;
}

const SIZE = 10.5;

export const graphicLine = (x1: number, y1: number, x2: number, y2: number, colour = INK, width = 1): object => ({ type: 'line', silent: true, shape: { x1, y1, x2, y2 }, style: { stroke: colour, lineWidth: width } });

export const graphicText = (text: string, x: number, y: number, align: 'left' | 'center' | 'right', weight: 'normal' | 'bold' = 'normal', size = SIZE): object =>
  ({ type: 'text', silent: true, x, y, style: { text, fill: INK, font: `${weight} ${size}px ${FONT_FAMILY}`, textAlign: align, textVerticalAlign: 'middle' } });

/** Rows in which a tick's text may stand: above the axis, below it, then further away. */
const ROWS = [-12, 12, -24, 24] as const;

/** A horizontal axis with ticks. Texts that would touch go to the next free row; where none is free a number loses its text, a level never does. */
export function drawnAxis(ticks: readonly DrawnTick[], y: number, keepAll: boolean, rows: readonly number[] = keepAll ? ROWS : [-12]): object[] {
  const sorted = ticks.toSorted((a, b) => a.x - b.x);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return [];
  const ends = rows.map(() => -Infinity);
  const drawn: object[] = [graphicLine(first.x, y, last.x, y)];
  for (const { x, text } of sorted) {
    const half = textWidth(text, SIZE) / 2;
    const free = ends.findIndex((end) => x - half > end + 7);
    const row = free < 0 && keepAll ? ends.indexOf(Math.min(...ends)) : free;
    const offset = rows[row];
    drawn.push(graphicLine(x, y, x, y + (offset !== undefined && offset > 0 ? 4 : -4)));
    if (offset === undefined) continue;
    ends[row] = x + half;
    if (Math.abs(offset) > 12) drawn.push(graphicLine(x, y, x, y + offset - Math.sign(offset) * 7, FAINT, 0.6));
    drawn.push(graphicText(text, x, y + offset, 'center'));
  }
  return drawn;
}
