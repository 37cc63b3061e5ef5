import { ok, type Result } from '@echocohort/kernel';
import { ratesOf, type FourCells } from '../proportions/classification.method.ts';
import { rocCurve, type RocCurve, type RocPoint } from './roc-curve.method.ts';
import type { Direction } from './scored-sample.ts';

/** What the best cut-off shall be best at. */
export type CutOffCriterion = 'youden' | 'closest-top-left';

/** A cut-off found in one sample, to be applied unchanged to others. */
export interface CutOff {
  readonly method: 'cut-off';
  readonly criterion: CutOffCriterion;
  readonly threshold: number;
  readonly sensitivity: number;
  readonly specificity: number;
  /** Youden's index, sensitivity + specificity - 1, at the threshold. */
  readonly youdenIndex: number;
  readonly cells: FourCells;
  readonly accuracy: number | null;
  readonly ppv: number | null;
  readonly npv: number | null;
  /** All equally good thresholds, in the order of the curve; the first of them (highest sensitivity) is the one taken. */
  readonly ties: readonly number[];
  readonly warnings: readonly ('tied-optimum' | 'score-carries-no-information')[];
}

/** Options of the search. Weights: what a missed case costs against a false alarm, and the prevalence it is meant for. */
export interface CutOffOptions {
  readonly direction?: Direction;
  readonly criterion?: CutOffCriterion;
  readonly weights?: { readonly cost: number; readonly prevalence: number };
}

function merit(curve: RocCurve, point: RocPoint, options: CutOffOptions): number {
  const { positives, negatives } = curve;
  const [missed, alarms] = [positives - point.truePositive, point.falsePositive];
  const { cost, prevalence } = options.weights ?? { cost: 1, prevalence: 0.5 };
  // Whole numbers when the weight is 1, so that equal merits compare as equal.
  const weight = (1 - prevalence) / (cost * prevalence);
  if (options.criterion === 'closest-top-left') return -((missed * negatives) ** 2 + weight * (alarms * positives) ** 2);
  return point.truePositive * negatives + weight * (negatives - alarms) * positives;
}

function describe(curve: RocCurve, point: RocPoint): Pick<CutOff, 'threshold' | 'sensitivity' | 'specificity' | 'youdenIndex' | 'cells' | 'accuracy' | 'ppv' | 'npv'> {
  const cells = {
    truePositive: point.truePositive,
    falsePositive: point.falsePositive,
    trueNegative: curve.negatives - point.falsePositive,
    falseNegative: curve.positives - point.truePositive,
  };
  const { threshold, sensitivity, specificity } = point;
  const rates = ratesOf(cells);
  return { threshold, sensitivity, specificity, youdenIndex: sensitivity + specificity - 1, cells, accuracy: rates.accuracy.value, ppv: rates.ppv.value, npv: rates.npv.value };
}

/**
 * The best cut-off of a sample, by default Youden's. Among equally good ones it takes the most sensitive, and says that
 * there was a choice; when only calling everybody (or nobody) positive is best, it says that the score is worthless.
 */
export function bestCutOff(outcomes: readonly boolean[], scores: readonly (number | null)[], options: CutOffOptions = {}): Result<CutOff> {
  const curve = rocCurve(outcomes, scores, options.direction);
  if (!curve.ok) return curve;
  const merits = curve.value.points.map((point) => merit(curve.value, point, options));
  const best = merits.reduce((highest, value) => Math.max(highest, value), -Infinity);
  const optimal = curve.value.points.filter((_, index) => (merits[index] ?? -Infinity) === best);
  const chosen = optimal.reduce((one, other) => (other.sensitivity > one.sensitivity ? other : one));
  const warnings: ('tied-optimum' | 'score-carries-no-information')[] = [];
  if (optimal.length > 1) warnings.push('tied-optimum');
  if (!Number.isFinite(chosen.threshold)) warnings.push('score-carries-no-information');
  return ok({ method: 'cut-off', criterion: options.criterion ?? 'youden', ...describe(curve.value, chosen), ties: optimal.map(({ threshold }) => threshold), warnings });
}
