import { groupLesions, idSetOf, whatIf, whatIfLesions, type AnalysisReport, type CalibrationCurve, type DecisionCurveResult, type NomogramResult, type PerformanceCell, type RobustnessResult, type RocResult, type TableCell, type WhatIf } from '@echocohort/analyses';
import type { NumberSource } from './shown-number.ts';

export const TABLE_CELLS = ['truePositives', 'falsePositives', 'falseNegatives', 'trueNegatives'] as const satisfies readonly TableCell[];
export const TABLE_RATES = ['sensitivity', 'specificity', 'ppv', 'npv', 'accuracy'] as const;
export type TableRate = (typeof TABLE_RATES)[number];
type Curve = RocResult['curves'][number];

/** Whom a rate counts: its denominator. */
const DENOMINATORS: Readonly<Record<TableRate, readonly TableCell[]>> = {
  sensitivity: ['truePositives', 'falseNegatives'], specificity: ['trueNegatives', 'falsePositives'], ppv: ['truePositives', 'falsePositives'], npv: ['trueNegatives', 'falseNegatives'], accuracy: TABLE_CELLS,
};

/** The lesions of some cells of the table at a cut-off, where the curve names them; among some only where these are given. */
function lesionsIn(curve: Curve, threshold: number, cells: readonly TableCell[], name: string, among?: readonly string[]): NumberSource['ids'] {
  const found = whatIfLesions(curve, threshold);
  if (found === null) return curve.auc.ids;
  const inside = among === undefined ? null : new Set(among);
  return idSetOf(`${curve.auc.ids ?? ''} ≥ ${threshold.toFixed(3)}: ${name}`, curve.auc.unit, cells.flatMap((cell) => found[cell]).filter((lesion) => inside === null || inside.has(lesion)));
}

/** A cell of the 2x2 table of another cut-off: a count among the lesions of the curve. */
export const tableSource = (curve: Curve, table: WhatIf, cell: TableCell): NumberSource => ({ method: 'classification at the cut-off', reference: '', source: curve.auc.source, unit: curve.auc.unit, n: curve.auc.n, events: table[cell], dropped: curve.auc.dropped, ids: lesionsIn(curve, table.threshold, [cell], cell), warnings: [] });

/** A rate of that table, with its Wilson interval. */
export function rateSource(curve: Curve, table: WhatIf, name: TableRate): NumberSource | null {
  const rate = table[name];
  return rate === null ? null : { method: 'proportion', reference: 'Hmisc::binconf', source: curve.auc.source, unit: curve.auc.unit, n: rate.n, events: rate.events, ids: lesionsIn(curve, table.threshold, DENOMINATORS[name], name), warnings: [], level: 0.95, intervalMethod: 'wilson' };
}

const curveOf = ({ results }: AnalysisReport, model: string, group: string): Curve | undefined => (results.roc.status === 'done' ? results.roc.value.curves.find((curve) => curve.model === model && curve.group === group) : undefined);

/** A rate of Table 2 with those whom it counts, not everybody of its set and stratum. */
export function cellSource(report: AnalysisReport, cell: PerformanceCell, rate: TableRate): NumberSource {
  const curve = curveOf(report, cell.model, cell.group);
  const members = report.idSets[cell.ids];
  if (curve === undefined || members === undefined || cell.cutOff === null || rate === 'accuracy') return cell[rate];
  return { ...cell[rate], ids: lesionsIn(curve, cell.cutOff, DENOMINATORS[rate], rate, members.ids) };
}

/** The table at the cut-off that the figure marks. */
export const markedTable = (curve: Curve): WhatIf | null => (curve.cutOff === null ? null : whatIf(curve, curve.cutOff.threshold));

/** The observed share of a group of similar risk, and the mean probability in it. */
export function groupSources(report: AnalysisReport, curve: CalibrationCurve): readonly { readonly observed: NumberSource; readonly predicted: NumberSource }[] {
  const roc = curveOf(report, curve.model, curve.group);
  const lesions = roc === undefined ? null : groupLesions(roc, curve.groups);
  return curve.groups.map(({ n, events }, at) => {
    const ids = lesions === null ? curve.ids : idSetOf(`${curve.ids}: ${at + 1}/${curve.groups.length}`, curve.unit, lesions[at] ?? []);
    const shared = { source: curve.inTheLarge.source, unit: curve.unit, n, ids, warnings: [] };
    return { observed: { ...shared, method: 'proportion', reference: 'Hmisc::binconf', events, level: 0.95, intervalMethod: 'wilson' }, predicted: { ...shared, method: 'mean-predicted', reference: 'ResourceSelection::hoslem.test' } };
  });
}

/** Distances of the probabilities from the smooth curve. */
export const distanceSource = ({ inTheLarge, unit, n, events, dropped, ids, warnings }: CalibrationCurve): NumberSource => ({ method: warnings.some((warning) => warning.startsWith('smooth-by-lowess')) ? 'lowess' : 'loess', reference: 'Austin & Steyerberg 2019', source: inTheLarge.source, unit, n, events, dropped, ids, warnings });

/** Net benefit and interventions avoided at a threshold, on the lesions that all models scored. */
export const decisionSource = ({ method, source, unit, n, events, dropped, ids, level, resamples }: DecisionCurveResult['sets'][number], banded: boolean): NumberSource => ({ method, reference: 'dcurves::dca', source, unit, n, events, dropped, ids, warnings: [], ...(banded && resamples > 0 ? { level, intervalMethod: 'bootstrap-by-patient' } : {}) });

/** Mean and standard deviation of the folds' areas. */
export const meanSource = ({ pooled }: RobustnessResult): NumberSource => ({ ...pooled, method: 'mean-sd', reference: 'mean, sd', level: null, intervalMethod: null, refusal: null });

/** A risk read off the nomogram: the equation's, with the interval of its fit. */
export const riskSource = ({ source, unit, n, events, ids, warnings }: NomogramResult, penalised: boolean, level: number): NumberSource => ({
  ...(penalised ? { method: 'logistic-firth', reference: 'logistf::logistf' } : { method: 'logistic-maximum-likelihood', reference: 'glm(family = binomial)' }), source, unit, n, events, ids, warnings, level, intervalMethod: penalised ? 'penalised-profile' : 'wald',
});

/** Points of the nomogram. */
export const pointsSource = ({ method, reference, source, unit, n, events, ids }: NomogramResult): NumberSource => ({ method, reference, source, unit, n, events, ids, warnings: [] });
