import { ok, type Result } from '@echocohort/kernel';
import { ratesOf, type FourCells } from '../proportions/classification.method.ts';
import { rocCounts } from './roc-counts.ts';
import { rocPoint, type RocPoint } from './roc-curve.method.ts';
import { scoredSample, type Direction } from './scored-sample.ts';

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

/** How many of either class there are. */
interface ClassSizes {
  readonly positives: number;
  readonly negatives: number;
}

function merit(curve: ClassSizes, point: Pick<RocPoint, 'truePositive' | 'falsePositive'>, options: CutOffOptions): number {
  const { positives, negatives } = curve;
  const [missed, alarms] = [positives - point.truePositive, point.falsePositive];
  const { cost, prevalence } = options.weights ?? { cost: 1, prevalence: 0.5 };
  // Whole numbers when the weight is 1, so that equal merits compare as equal.
  const weight = (1 - prevalence) / (cost * prevalence);
  if (options.criterion === 'closest-top-left') return -((missed * negatives) ** 2 + weight * (alarms * positives) ** 2);
  return point.truePositive * negatives + weight * (negatives - alarms) * positives;
}

function describe(curve: ClassSizes, point: RocPoint): Pick<CutOff, 'threshold' | 'sensitivity' | 'specificity' | 'youdenIndex' | 'cells' | 'accuracy' | 'ppv' | 'npv'> {
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
  const { direction = 'higher' } = options;
  const sample = scoredSample(outcomes, scores, direction);
  if (!sample.ok) return sample;
  const counts = rocCounts(sample.value);
  const sizes = { positives: sample.value.positives.length, negatives: sample.value.negatives.length };
  const merits = counts.thresholds.map((_, at) => merit(sizes, { truePositive: sizes.positives - (counts.missed[at] ?? 0), falsePositive: sizes.negatives - (counts.spared[at] ?? 0) }, options));
  const best = merits.reduce((highest, value) => Math.max(highest, value), -Infinity);
  const optimal: RocPoint[] = [];
  for (const [at, value] of merits.entries()) if (value === best) optimal.push(rocPoint(counts, at, sample.value, direction));
  const chosen = optimal.reduce((one, other) => (other.sensitivity > one.sensitivity ? other : one));
  const warnings: ('tied-optimum' | 'score-carries-no-information')[] = [];
  if (optimal.length > 1) warnings.push('tied-optimum');
  if (!Number.isFinite(chosen.threshold)) warnings.push('score-carries-no-information');
  return ok({ method: 'cut-off', criterion: options.criterion ?? 'youden', ...describe(sizes, chosen), ties: optimal.map(({ threshold }) => threshold), warnings });
}
