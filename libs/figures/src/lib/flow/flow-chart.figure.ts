import { wordedFlow, type FlowBox } from '@echocohort/cohort';
import type { FigureLanguage } from '../layout/chart.ts';
import { textWidth, wrapText } from '../layout/text-width.ts';
import { flowCount, flowWords, type ChartWording } from './flow-words.ts';
import { element, figure, textElement } from './svg.ts';

/** A box as it is drawn: its numbers, without the cases behind them. */
export type DrawnBox = Omit<FlowBox, 'cases'> & { readonly images?: number | null };

const SIZE = 13;
const LINE = 20;
const PAD = 12;
const GAP = 36;
/** Reasons longer than this go on in the next line. */
const WIDEST = 430;
const INDENT = 14;

interface Line {
  readonly text: string;
  readonly code: string | null;
  readonly bold: boolean;
  readonly indent?: boolean;
}

interface Block {
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function block(lines: readonly Line[]): Block {
  const width = Math.max(0, ...lines.map((line) => textWidth(line.text, SIZE) * (line.bold ? 1.06 : 1) + (line.indent ? INDENT : 0))) + 2 * PAD;
  return { lines, width, height: lines.length * LINE + 2 * PAD - 4 };
}

const single = (box: DrawnBox, language: FigureLanguage): Block => block([
  { text: box.label[language], code: box.code, bold: true }, { text: flowCount(language, box.lesions, box.patients, box.images ?? null), code: box.code, bold: false },
]);

/** A side box with one line for every reason, zeros too; nothing when there is no reason of the kind. */
function list(boxes: readonly DrawnBox[], heading: string, language: FigureLanguage): Block | null {
  if (boxes.length === 0) return null;
  const lesions = boxes.reduce((sum, box) => sum + box.lesions, 0);
  const reasons = boxes.flatMap((box) => wrapText(`${box.label[language]}: ${box.lesions}`, SIZE, WIDEST).map((text, index): Line => ({ text, code: box.code, bold: false, indent: index > 0 })));
  return block([{ text: `${heading} (n = ${lesions})`, code: null, bold: true }, ...reasons]);
}

function draw({ lines, width, height }: Block, { x, y }: Place, tone: string): string {
  const texts = lines.map((line, index) => textElement(line.text, {
    x: x + PAD + (line.indent ? INDENT : 0), y: y + PAD + LINE * index + 11, 'font-weight': line.bold ? 700 : undefined, fill: '#1f2933', 'data-box': line.code ?? undefined,
  }));
  return element('g', {}, element('rect', { x, y, width, height, rx: 6, fill: tone, stroke: '#7b8794' }), ...texts);
}

/** A stroke, with a drawn head where it arrives: markers are not understood by every program that prints SVG. */
function line(x1: number, y1: number, x2: number, y2: number, arrow = true): string {
  const stroke = element('line', { x1, y1, x2, y2, stroke: '#52606d', 'stroke-width': 1.5 });
  if (!arrow) return stroke;
  const down = x1 === x2;
  const head = down ? `M${x2} ${y2}L${x2 - 4} ${y2 - 8}L${x2 + 4} ${y2 - 8}Z` : `M${x2} ${y2}L${x2 - 8} ${y2 - 4}L${x2 - 8} ${y2 + 4}Z`;
  return stroke + element('path', { d: head, fill: '#52606d' });
}

/** The sets below the included box, side by side, each with its arrow from a common bar. */
function drawSets(sets: readonly Block[], from: Place, top: number): { parts: string[]; width: number; bottom: number } {
  const parts: string[] = [];
  const bar = top - GAP / 2;
  let x = 16;
  const middles: number[] = [];
  for (const set of sets) {
    parts.push(draw(set, { x, y: top }, '#e3f2ec'));
    middles.push(x + set.width / 2);
    x += set.width + 16;
  }
  const [first, last] = [middles[0], middles.at(-1)];
  if (first !== undefined && last !== undefined) {
    parts.push(line(from.x, from.y, from.x, bar, false), line(Math.min(first, from.x), bar, Math.max(last, from.x), bar, false), ...middles.map((middle) => line(middle, bar, middle, top)));
  }
  return { parts, width: x, bottom: top + Math.max(0, ...sets.map((set) => set.height)) };
}

/**
 * The flow chart of a cohort as an SVG (paper Fig. 1; STARD 2015 in form): screened at the top, what was left out and
 * why at the side, the sets at the bottom. Numbers carry `data-box` with the code of their box, so that a page can
 * turn them into links to the cases.
 */
export function flowChartSvg(boxes: readonly DrawnBox[], language: FigureLanguage, wording: ChartWording = 'plain'): string {
  const words = flowWords(language);
  const of = (kind: DrawnBox['kind']): DrawnBox[] => (wording === 'plain' ? boxes : wordedFlow(boxes, wording)).filter((box) => box.kind === kind);
  const [screenedBox, includedBox] = [of('screened')[0], of('included')[0]];
  if (!screenedBox || !includedBox) return figure(200, 40, words.title, language, []);
  const [screened, included] = [single(screenedBox, language), single(includedBox, language)];
  const sides = [list(of('excluded'), words.excluded, language), list(of('pending'), words.pending, language)].filter((side) => side !== null);
  const trunkWidth = Math.max(screened.width, included.width);
  const trunk = 16 + trunkWidth / 2;
  const sideX = 16 + trunkWidth + 48;
  const parts = [draw(screened, { x: trunk - screened.width / 2, y: 16 }, '#e6f0fa')];
  const start = 16 + screened.height;
  let y = start + 20;
  for (const side of sides) {
    parts.push(draw(side, { x: sideX, y }, '#f5f7fa'), line(trunk, y + side.height / 2, sideX, y + side.height / 2));
    y += side.height + 16;
  }
  const includedTop = y + 8;
  parts.push(line(trunk, start, trunk, includedTop), draw(included, { x: trunk - included.width / 2, y: includedTop }, '#e6f0fa'));
  const sets = drawSets(of('set').map((box) => single(box, language)), { x: trunk, y: includedTop + included.height }, includedTop + included.height + GAP);
  const width = Math.max(sideX + Math.max(0, ...sides.map((side) => side.width)), sets.width) + 16;
  const height = of('set').length > 0 ? sets.bottom + 16 : includedTop + included.height + 16;
  return figure(width, height, words.title, language, [...parts, ...sets.parts]);
}
