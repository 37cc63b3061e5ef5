import type { NomogramResult } from '@echocohort/analyses';
import type { Chart, FigureLanguage } from '../layout/chart.ts';
import { drawnAxis, graphicLine, graphicText } from '../layout/axis-drawing.ts';
import { decimals } from '../layout/numbers.ts';
import { BASE, FAINTEST } from '../layout/style.ts';
import { textWidth, wrapText } from '../layout/text-width.ts';

const WORDS = {
  en: { points: 'Points', total: 'Total points', predictor: 'Linear predictor', risk: 'Risk of malignancy', of: 'Nomogram' },
  zh: { points: '得分', total: '总分', predictor: '线性预测值', risk: '恶性风险', of: '列线图' },
} as const;

const [LEFT, WIDTH, RIGHT, ROW, TOP] = [186, 500, 34, 54, 34];
const LABEL_WIDTH = 168;

/** Where the rows of a nomogram lie, for whoever draws a patient's reading over it. */
export interface NomogramGeometry {
  readonly left: number;
  readonly width: number;
  /** Middle of the row of an input, by its name; `points`, `total`, `predictor` and `risk` too. */
  readonly rowOf: Readonly<Record<string, number>>;
  /** Pixels of a number of points on the input rows, and on the rows of totals. */
  readonly xOfPoints: (points: number) => number;
  readonly xOfTotal: (total: number) => number;
}

const shortNumber = (value: number): string => decimals(value, Number.isInteger(Number(value.toFixed(6))) ? 0 : Math.min(3, (String(Number(value.toFixed(6))).split('.')[1] ?? '').length));

type Tick = NomogramResult['axes'][number]['ticks'][number];

/** A level has words of its own in each language; a number is written shortly. */
const isLevel = ({ value, label }: Tick): boolean => typeof value === 'string' || label.en !== label.zh;

/** A tick's value as people read it. */
export const tickText = (tick: Tick, language: FigureLanguage): string => (isLevel(tick) ? tick.label[language] : typeof tick.value === 'number' ? shortNumber(tick.value) : tick.value);

/** The layout without the drawing. */
export function nomogramGeometry(result: NomogramResult): NomogramGeometry {
  const largest = Math.max(1, ...result.axes.flatMap(({ ticks }) => ticks.map(({ points }) => points)));
  const most = Math.max(1, ...result.totalTicks);
  const names = ['points', ...result.axes.map(({ input }) => input), 'total', 'predictor', 'risk'];
  return {
    left: LEFT, width: WIDTH,
    rowOf: Object.fromEntries(names.map((name, row) => [name, TOP + row * ROW])),
    xOfPoints: (points) => LEFT + (points / largest) * WIDTH,
    xOfTotal: (total) => LEFT + (total / most) * WIDTH,
  };
}

/** The nomogram of Model-LBC: a patient's points on the upper axes, their sum and the risk on the lower ones. */
export function nomogramChart(result: NomogramResult, language: FigureLanguage): Chart {
  const words = WORDS[language];
  const { rowOf, xOfPoints, xOfTotal } = nomogramGeometry(result);
  const row = (name: string): number => rowOf[name] ?? 0;
  /** A row's name stands left of its axis, clear of the text at the axis' beginning. */
  const label = (text: string, y: number, reach = 0): object => graphicText(wrapText(text, 11.5, LABEL_WIDTH - reach).join('\n'), LEFT - 18 - reach, y, 'right', 'normal', 11.5);
  const hundred = Array.from({ length: 11 }, (_, index) => index * 10);
  const inside = (x: number): boolean => x >= LEFT - 1 && x <= LEFT + WIDTH + 1;
  const axes = result.axes.flatMap(({ input, label: name, ticks }) => {
    const factor = ticks.some(isLevel);
    const first = ticks.find(({ points }) => points <= 3);
    const reach = first ? Math.max(0, textWidth(tickText(first, language), 10.5) / 2 - 10) : 0;
    const y = row(input);
    return [label(name[language], y, reach), ...drawnAxis(ticks.map((tick) => ({ x: xOfPoints(tick.points), text: tickText(tick, language) })), y, factor)];
  });
  const bottom = row('risk') + 26;
  const lattice = hundred.map((points) => graphicLine(xOfPoints(points), row('points'), xOfPoints(points), row('total') - ROW + 14, FAINTEST));
  return {
    width: LEFT + WIDTH + RIGHT, height: bottom, description: words.of,
    option: {
      ...BASE, grid: [], xAxis: [], yAxis: [], series: [], tooltip: { show: false },
      graphic: [
        ...lattice,
        label(words.points, row('points')), ...drawnAxis(hundred.map((points) => ({ x: xOfPoints(points), text: String(points) })), row('points'), false),
        ...axes,
        label(words.total, row('total')), ...drawnAxis(result.totalTicks.map((total) => ({ x: xOfTotal(total), text: shortNumber(total) })), row('total'), false),
        label(words.predictor, row('predictor')), ...drawnAxis(result.predictorTicks.map(({ value, points }) => ({ x: xOfTotal(points), text: shortNumber(value) })).filter(({ x }) => inside(x)), row('predictor'), false),
        label(words.risk, row('risk')), ...drawnAxis(result.riskTicks.map(({ risk, points }) => ({ x: xOfTotal(points), text: shortNumber(risk) })).filter(({ x }) => inside(x)), row('risk'), false, [-12, 12]),
      ],
    },
  };
}
