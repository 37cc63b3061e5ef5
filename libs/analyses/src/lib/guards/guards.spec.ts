import { analyseStudy, runGuards, type AnalysisReport } from '../../index.ts';
import { syntheticStudy } from '../../spec-cases/synthetic-study.ts';

const found = analyseStudy(syntheticStudy({ patients: 100, models: ['LB'] }), { resamples: 0, thresholds: [0.02, 0.5] });
if (!found.ok) throw new Error(found.refusal.detail);
const report: AnalysisReport = found.value;

/** A report with one number replaced, by its path. */
function changed(path: string, value: unknown): AnalysisReport {
  const copy: AnalysisReport = structuredClone(report);
  const names = path.split('.');
  let at: unknown = copy;
  for (const name of names.slice(0, -1)) at = typeof at === 'object' && at !== null ? Object.getOwnPropertyDescriptor(at, name)?.value : undefined;
  if (typeof at !== 'object' || at === null || !(names.at(-1) ?? '' in at)) throw new Error(`no ${path}`);
  Object.defineProperty(at, names.at(-1) ?? '', { value, enumerable: true, writable: true, configurable: true });
  return copy;
}

describe('the guards', () => {
  it('let a right report pass', () => expect(runGuards(report)).toMatchObject({ ok: true }));

  it.each<[string, string, unknown, string]>([
    ['two patients lost in the flow chart', 'results.flow.value.boxes.0.lesions', 2143, 'guard-counts-add-up'],
    ['a level that has one more', 'results.table1.value.variables.1.lines.0.cells.0.count', 1965, 'guard-counts-add-up'],
    ['a cell of the two by two table', 'results.performance.value.cells.0.counts.truePositives', 1, 'guard-counts-add-up'],
    ['more malignant lesions than lesions', 'results.performance.value.cells.0.events', 1e6, 'guard-counts-add-up'],
    ['accuracy above both', 'results.performance.value.cells.0.accuracy.value', 0.9999, 'guard-accuracy-between'],
    ['accuracy below both', 'results.performance.value.cells.0.accuracy.value', 0.0001, 'guard-accuracy-between'],
    ['net benefit above prevalence', 'results.decisionCurve.value.sets.0.models.0.points.0.netBenefit', 0.999, 'guard-net-benefit-bound'],
    ['a difference to treating all that is none', 'results.decisionCurve.value.sets.0.models.0.points.0.againstTreatAll', 0.5, 'guard-net-benefit-bound'],
    ['treating all with another benefit', 'results.decisionCurve.value.sets.0.treatAll.0.netBenefit', 0.2, 'guard-net-benefit-bound'],
    ['a number without its unit', 'results.roc.value.curves.0.auc.unit', 'row', 'guard-unit-stated'],
    ['a number without its tables', 'results.roc.value.curves.0.auc.source', [], 'guard-unit-stated'],
    ['a number with ids that nobody holds', 'results.roc.value.curves.0.auc.ids', 'nowhere', 'guard-unit-stated'],
    ['p shown as 0.000', 'results.calibration.value.curves.0.spiegelhalter.shown', '0.000', 'guard-p-shown'],
    ['p shown on the other side of 0.05', 'results.odds.value.univariable.0.fit.terms.0.shown', '0.051', 'guard-p-shown'],
    ['a cut-off from another set', 'results.performance.value.cutOffs.0.set', 'internal_validation', 'guard-cut-off-from-training'],
    ['a cut-off moved for one set', 'results.performance.value.cells.1.cutOff', 0.123, 'guard-cut-off-from-training'],
    ['not a number', 'results.calibration.value.curves.0.ici', NaN, 'guard-finite-numbers'],
    ['infinite', 'results.odds.value.multivariable.deviance', Infinity, 'guard-finite-numbers'],
  ])('catch %s', (_what, path, value, code) => expect(runGuards(changed(path, value))).toMatchObject({ ok: false, refusal: { code } }));
});
