import { ok } from '@echocohort/kernel';
import { bestCutOff, classifyAt, ratesOf, rocCurve, type CutOffCriterion, type CutOffOptions, type RocPoint } from '@echocohort/statistics';
import { CaseUnreadable, valueOf, type CaseContext, type Fields, type MethodAdapter } from './adapter.ts';
import { sampleOf, type Sample } from './columns.ts';
import { numbersField, textOr } from './input.ts';

function weightsOf(input: Fields): { cost: number; prevalence: number } {
  const [cost, prevalence] = input.best_weights === undefined ? [1, 0.5] : numbersField(input, 'best_weights');
  return { cost: cost ?? 1, prevalence: prevalence ?? 0.5 };
}

const optionsOf = (input: Fields, { direction }: Sample): CutOffOptions =>
  ({ direction, criterion: textOr(input, 'best_method', 'youden') === 'closest.topleft' ? 'closest-top-left' : 'youden', weights: weightsOf(input) });

/** One of the equally good points as pROC's coords lists it; its column `youden` is the (weighted) index plus one. */
function coordinates(point: RocPoint, positives: number, negatives: number, { cost, prevalence }: { cost: number; prevalence: number }): Fields {
  const weight = (1 - prevalence) / (cost * prevalence);
  const [tp, fp] = [point.truePositive, point.falsePositive];
  const cells = { truePositive: tp, falsePositive: fp, trueNegative: negatives - fp, falseNegative: positives - tp };
  const { accuracy, ppv, npv } = ratesOf(cells);
  const { threshold, sensitivity, specificity } = point;
  return {
    threshold, sensitivity, specificity, accuracy: accuracy.value, ppv: ppv.value, npv: npv.value, tp, fp, tn: negatives - fp, fn: positives - tp,
    youden: sensitivity + weight * specificity, 'closest.topleft': (1 - sensitivity) ** 2 + weight * (1 - specificity) ** 2,
  };
}

/** pROC's criterion in the very arithmetic of pROC, which decides what it lists as a tie; the platform compares whole counts. */
function merit({ sensitivity, specificity }: RocPoint, criterion: CutOffCriterion, { cost, prevalence }: { cost: number; prevalence: number }): number {
  const weight = (1 - prevalence) / (cost * prevalence);
  return criterion === 'youden' ? sensitivity + weight * specificity : -((1 - sensitivity) ** 2 + weight * (1 - specificity) ** 2);
}

/** "Youden threshold of pima_tr.csv p_full": the cut-off of another cohort, to be carried here unchanged. */
function carriedCutOff(input: Fields, context: CaseContext): number {
  const wanted = /^(.*?)\s*threshold of (\S+\.csv) (.+)$/i.exec(textOr(input, 'cutoff', ''));
  if (!wanted) throw new CaseUnreadable('the cut-off is described in another form');
  const best_method = /corner|topleft/i.test(wanted[1] ?? '') ? 'closest.topleft' : 'youden';
  const sample = sampleOf({ ...input, csv: wanted[2], score: wanted[3], filter: undefined }, context);
  return valueOf(bestCutOff(sample.outcomes, sample.scores, optionsOf({ ...input, best_method }, sample))).threshold;
}

/** The best cut-off with its ties, or a cut-off of another cohort applied. */
export const adapter: MethodAdapter = {
  method: 'youden',
  run(input, context) {
    const sample = sampleOf(input, context);
    if (input.cutoff !== undefined || input.threshold !== undefined) {
      const threshold = typeof input.threshold === 'number' ? input.threshold : carriedCutOff(input, context);
      const cells = valueOf(classifyAt(sample.outcomes, sample.scores, threshold, sample.direction));
      return ok({ threshold, counts: { tp: cells.truePositive, fp: cells.falsePositive, tn: cells.trueNegative, fn: cells.falseNegative } });
    }
    const best = valueOf(bestCutOff(sample.outcomes, sample.scores, optionsOf(input, sample)));
    const curve = valueOf(rocCurve(sample.outcomes, sample.scores, sample.direction));
    const { criterion, weights } = { criterion: best.criterion, weights: weightsOf(input) };
    const merits = curve.points.map((point) => merit(point, criterion, weights));
    const most = merits.reduce((a, b) => Math.max(a, b), -Infinity);
    const optimal = curve.points.filter((_, index) => merits[index] === most);
    const highest = curve.points.reduce((most, { sensitivity, specificity }) => Math.max(most, sensitivity + specificity - 1), -Infinity);
    return ok({ n_optimal: optimal.length, optimal: optimal.map((point) => coordinates(point, curve.positives, curve.negatives, weightsOf(input))), youden_J: highest, warnings: best.warnings });
  },
};
