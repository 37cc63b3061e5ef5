export { flowChartSvg, type DrawnBox, type FigureLanguage, type FlowWording } from '@echocohort/figures';
export { checkConsistency } from './lib/consistency/check-consistency.ts';
export type { Finding, PrintedCell, PrintedClaim, PrintedEstimate, PrintedFlow, PrintedPaper, PrintedVariable } from './lib/consistency/printed-paper.ts';
export { flowFromRecord, type RecordedExclusion, type RecordedSplit } from './lib/flow-from-record.ts';
export { baselineCsv, baselineTable, type BaselineGroup, type BaselineLine, type RecordRow } from './lib/baseline-table.ts';
export { renderFlowChart, type FlowFormat } from './lib/drawing/flow-chart-file.ts';
export { shippedFonts, type ReportFonts } from './lib/drawing/report-fonts.ts';
