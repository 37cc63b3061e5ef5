import type { LocalText } from '@echocohort/kernel';
import { element, figure, textElement, textWidth, type FigureLanguage } from './svg.ts';

/** One curve: its points from (0, 0) to (1, 1), and the figure that stands beside its name. */
export interface RocCurveFigure {
  readonly label: LocalText;
  readonly points: readonly { readonly falsePositiveRate: number; readonly truePositiveRate: number }[];
  readonly auc: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

const WORDS = {
  en: { title: 'ROC curves', x: '1 − specificity', y: 'Sensitivity', none: 'no figure' },
  zh: { title: 'ROC 曲线', x: '1 − 特异度', y: '灵敏度', none: '无法计算' },
} as const;

/** Colours that stay apart for colour-blind readers (Okabe and Ito), with dashes for print without colour. */
const STYLES = [
  { colour: '#0072b2', dash: undefined }, { colour: '#d55e00', dash: '7 4' }, { colour: '#009e73', dash: '2 3' }, { colour: '#cc79a7', dash: '10 3 2 3' },
] as const;

const [LEFT, TOP, SIDE] = [56, 20, 320];
const xOf = (rate: number): number => LEFT + rate * SIDE;
const yOf = (rate: number): number => TOP + (1 - rate) * SIDE;
const fixed = (value: number): string => value.toFixed(3);

function axes(language: FigureLanguage): string[] {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const words = WORDS[language];
  return [
    ...ticks.flatMap((tick) => [
      element('line', { x1: xOf(tick), y1: yOf(0), x2: xOf(tick), y2: yOf(1), stroke: '#e4e7eb' }),
      element('line', { x1: xOf(0), y1: yOf(tick), x2: xOf(1), y2: yOf(tick), stroke: '#e4e7eb' }),
      textElement(tick.toFixed(1), { x: xOf(tick), y: yOf(0) + 18, 'text-anchor': 'middle', fill: '#52606d' }),
      textElement(tick.toFixed(1), { x: LEFT - 8, y: yOf(tick) + 4, 'text-anchor': 'end', fill: '#52606d' }),
    ]),
    element('rect', { x: LEFT, y: TOP, width: SIDE, height: SIDE, fill: 'none', stroke: '#7b8794' }),
    element('line', { x1: xOf(0), y1: yOf(0), x2: xOf(1), y2: yOf(1), stroke: '#9aa5b1', 'stroke-dasharray': '4 4' }),
    textElement(words.x, { x: xOf(0.5), y: yOf(0) + 38, 'text-anchor': 'middle', fill: '#1f2933' }),
    textElement(words.y, { x: 14, y: yOf(0.5), 'text-anchor': 'middle', transform: `rotate(-90 14 ${yOf(0.5)})`, fill: '#1f2933' }),
  ];
}

function legendText(curve: RocCurveFigure, language: FigureLanguage): string {
  if (curve.auc === null) return `${curve.label[language]}: ${WORDS[language].none}`;
  const interval = curve.lower === null || curve.upper === null ? '' : ` (${fixed(curve.lower)}–${fixed(curve.upper)})`;
  return `${curve.label[language]}: AUC ${fixed(curve.auc)}${interval}`;
}

/** ROC curves of up to four sets as an SVG with AUC and interval in the legend. */
export function rocSvg(curves: readonly RocCurveFigure[], language: FigureLanguage): string {
  const legendTop = TOP + SIDE + 62;
  const texts = curves.map((curve) => legendText(curve, language));
  const drawn = curves.flatMap((curve, index) => {
    const style = STYLES[index % STYLES.length] ?? STYLES[0];
    const path = curve.points.map(({ falsePositiveRate, truePositiveRate }) => `${xOf(falsePositiveRate).toFixed(2)},${yOf(truePositiveRate).toFixed(2)}`).join(' ');
    const y = legendTop + index * 20;
    return [
      ...(curve.points.length > 1 ? [element('polyline', { points: path, fill: 'none', stroke: style.colour, 'stroke-width': 2, 'stroke-dasharray': style.dash })] : []),
      element('line', { x1: LEFT, y1: y - 4, x2: LEFT + 26, y2: y - 4, stroke: style.colour, 'stroke-width': 2, 'stroke-dasharray': style.dash }),
      textElement(texts[index] ?? '', { x: LEFT + 34, y, fill: '#1f2933' }),
    ];
  });
  const width = Math.max(LEFT + SIDE + 20, LEFT + 54 + Math.max(0, ...texts.map((text) => textWidth(text, 13))));
  return figure(width, legendTop + curves.length * 20, WORDS[language].title, language, [...axes(language), ...drawn]);
}
