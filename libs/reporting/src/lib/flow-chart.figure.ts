import type { FlowBox } from '@echocohort/cohort';
import { element, figure, textElement, textWidth, type FigureLanguage } from './svg.ts';

/** A box as it is drawn: its numbers, without the cases behind them. */
export type DrawnBox = Omit<FlowBox, 'cases'>;

const SIZE = 13;
const LINE = 20;
const PAD = 12;
const GAP = 36;

const WORDS = {
  en: { title: 'Flow chart of the cohort', excluded: 'Excluded', pending: 'Not yet decided', count: (lesions: number, patients: number): string => `${lesions} lesions, ${patients} patients` },
  zh: { title: '队列流程图', excluded: '排除', pending: '尚未判定', count: (lesions: number, patients: number): string => `病灶 ${lesions}，患者 ${patients}` },
} as const;

interface Block {
  readonly lines: readonly { readonly text: string; readonly code: string | null; readonly bold: boolean }[];
  readonly width: number;
  readonly height: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function block(lines: Block['lines'], least = 0): Block {
  const width = Math.max(least, ...lines.map((line) => textWidth(line.text, SIZE) * (line.bold ? 1.08 : 1))) + 2 * PAD;
  return { lines, width, height: lines.length * LINE + 2 * PAD - 4 };
}

const single = (box: DrawnBox, language: FigureLanguage): Block => block([
  { text: box.label[language], code: box.code, bold: true }, { text: WORDS[language].count(box.lesions, box.patients), code: box.code, bold: false },
]);

/** A side box with one line for every reason, zeros too; nothing when there is no reason of the kind. */
function list(boxes: readonly DrawnBox[], heading: string, language: FigureLanguage): Block | null {
  if (boxes.length === 0) return null;
  const lesions = boxes.reduce((sum, box) => sum + box.lesions, 0);
  return block([{ text: `${heading} (n = ${lesions})`, code: null, bold: true }, ...boxes.map((box) => ({ text: `${box.label[language]}: ${box.lesions}`, code: box.code, bold: false }))]);
}

function draw({ lines, width, height }: Block, { x, y }: Place, tone: string): string {
  const texts = lines.map((line, index) => textElement(line.text, {
    x: x + PAD, y: y + PAD + LINE * index + 11, 'font-weight': line.bold ? 600 : undefined, fill: '#1f2933', 'data-box': line.code ?? undefined,
  }));
  return element('g', {}, element('rect', { x, y, width, height, rx: 6, fill: tone, stroke: '#7b8794' }), ...texts);
}

const line = (x1: number, y1: number, x2: number, y2: number, arrow = true): string =>
  element('line', { x1, y1, x2, y2, stroke: '#52606d', 'stroke-width': 1.5, 'marker-end': arrow ? 'url(#arrow)' : undefined });

const arrowHead = element('defs', {}, element('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' }, element('path', { d: 'M0 0 8 4 0 8z', fill: '#52606d' })));

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
export function flowChartSvg(boxes: readonly DrawnBox[], language: FigureLanguage): string {
  const words = WORDS[language];
  const of = (kind: DrawnBox['kind']): DrawnBox[] => boxes.filter((box) => box.kind === kind);
  const [screenedBox, includedBox] = [of('screened')[0], of('included')[0]];
  if (!screenedBox || !includedBox) return figure(200, 40, words.title, language, []);
  const [screened, included] = [single(screenedBox, language), single(includedBox, language)];
  const sides = [list(of('excluded'), words.excluded, language), list(of('pending'), words.pending, language)].filter((side) => side !== null);
  const trunkWidth = Math.max(screened.width, included.width);
  const trunk = 16 + trunkWidth / 2;
  const sideX = 16 + trunkWidth + 48;
  const parts = [arrowHead, draw(screened, { x: trunk - screened.width / 2, y: 16 }, '#e6f0fa')];
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
