export type { FigureLanguage } from './lib/svg.ts';
export { flowChartSvg } from './lib/flow-chart.figure.ts';
export { rocSvg, type RocCurveFigure } from './lib/roc.figure.ts';
export { checkConsistency } from './lib/consistency/check-consistency.ts';
export type { Finding, PrintedCell, PrintedClaim, PrintedEstimate, PrintedFlow, PrintedPaper, PrintedVariable } from './lib/consistency/printed-paper.ts';
export type { DrawnBox } from './lib/flow-chart.figure.ts';
export { flowFromRecord, type RecordedExclusion, type RecordedSplit } from './lib/flow-from-record.ts';
export { baselineCsv, baselineTable, type BaselineGroup, type BaselineLine, type RecordRow } from './lib/baseline-table.ts';
