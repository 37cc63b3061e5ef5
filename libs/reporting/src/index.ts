export type { FigureLanguage } from './lib/svg.ts';
export { flowChartSvg } from './lib/flow-chart.figure.ts';
export { rocSvg, type RocCurveFigure } from './lib/roc.figure.ts';
