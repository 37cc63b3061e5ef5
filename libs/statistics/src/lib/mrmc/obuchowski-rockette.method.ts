import { ok, refuse, type Result } from '@echocohort/kernel';
import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import { fUpperTail } from '../distributions/f-distribution.ts';
import { normalReach } from '../distributions/normal.ts';
import { studentQuantile } from '../distributions/student-t.ts';
import { readingMerits, type Merit } from './reading-covariance.ts';

/** Every reader has rated every case with every modality: `ratings[modality][reader][case]`. */
export interface ReaderStudy {
  readonly truth: readonly boolean[];
  readonly ratings: readonly (readonly (readonly number[])[])[];
}

/** A comparison of modalities; the difference and its interval are given for two. */
export interface ModalityTest {
  readonly statistic: number;
  readonly numerator: number;
  /** Infinite where the reference is a chi-square. */
  readonly denominator: number;
  readonly p: number;
  readonly difference: { readonly value: number; readonly standardError: number; readonly lower: number; readonly upper: number } | null;
}

/** Readers and cases as samples (Obuchowski and Rockette 1995, degrees of freedom of Hillis 2007). */
export interface ObuchowskiRockette {
  readonly method: 'obuchowski-rockette';
  readonly cases: number;
  /** By modality and reader. */
  readonly values: readonly (readonly number[])[];
  readonly means: readonly number[];
  readonly meanSquares: { readonly modality: number; readonly reader: number; readonly interaction: number };
  /** Error variance; same reader, same modality, neither. */
  readonly covariances: { readonly error: number; readonly sameReader: number; readonly sameModality: number; readonly neither: number };
  readonly randomReaders: ModalityTest;
  readonly fixedReaders: ModalityTest;
  readonly fixedCases: ModalityTest;
  /** Mean of each modality over random readers and cases; limits are not cut to [0, 1]. */
  readonly modalityMeans: readonly { readonly mean: number; readonly meanSquare: number; readonly covariance: number; readonly standardError: number; readonly degreesOfFreedom: number; readonly lower: number; readonly upper: number }[];
  readonly level: number;
}

interface Layout {
  readonly t: number;
  readonly r: number;
  readonly level: number;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sums over pairs of readings by what they share; readings are in the order modality, then reader. */
function components(covariance: readonly Float64Array[], { t, r }: Layout): ObuchowskiRockette['covariances'] {
  const sums = { error: 0, sameReader: 0, sameModality: 0, neither: 0 };
  for (const [i, row] of covariance.entries()) {
    for (const [j, value] of row.entries()) {
      if (i === j) sums.error += value;
      else if (i % r === j % r) sums.sameReader += value;
      else if (Math.floor(i / r) === Math.floor(j / r)) sums.sameModality += value;
      else sums.neither += value;
    }
  }
  const over = (sum: number, pairs: number): number => (pairs === 0 ? 0 : sum / pairs);
  return { error: sums.error / (t * r), sameReader: over(sums.sameReader, r * t * (t - 1)), sameModality: over(sums.sameModality, t * r * (r - 1)), neither: over(sums.neither, t * (t - 1) * r * (r - 1)) };
}

function modalityTest(meanSquare: number, per: number, denominator: number, means: readonly number[], { t, r, level }: Layout): ModalityTest {
  const statistic = meanSquare / per;
  const whole = denominator === Infinity;
  const p = whole ? chiSquareUpperTail(statistic * (t - 1), t - 1) : fUpperTail(statistic, t - 1, denominator);
  const [first = 0, second = 0] = means;
  const standardError = Math.sqrt((2 / r) * per);
  const reach = (whole ? normalReach(level) : studentQuantile((1 + level) / 2, denominator)) * standardError;
  const value = first - second;
  return { statistic: whole ? statistic * (t - 1) : statistic, numerator: t - 1, denominator, p, difference: t === 2 ? { value, standardError, lower: value - reach, upper: value + reach } : null };
}

function modalityMean(values: readonly number[], covariance: readonly Float64Array[], modality: number, { r, level }: Layout): ObuchowskiRockette['modalityMeans'][number] {
  const average = mean(values);
  // A model has the same value for every reader; a mean that is off in its last digit would make a variance out of that.
  const meanSquare = values.every((value) => value === values[0]) ? 0 : values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (r - 1);
  let shared = 0;
  for (let i = 0; i < r; i++) for (let j = 0; j < r; j++) if (i !== j) shared += covariance[modality * r + i]?.[modality * r + j] ?? 0;
  const between = shared / (r * (r - 1));
  const total = meanSquare + r * Math.max(between, 0);
  const [standardError, degreesOfFreedom] = [Math.sqrt(total / r), total ** 2 / (meanSquare ** 2 / (r - 1))];
  const reach = (Number.isFinite(degreesOfFreedom) ? studentQuantile((1 + level) / 2, degreesOfFreedom) : normalReach(level)) * standardError;
  return { mean: average, meanSquare, covariance: between, standardError, degreesOfFreedom, lower: average - reach, upper: average + reach };
}

function squares(values: readonly (readonly number[])[], { t, r }: Layout): { means: number[]; meanSquares: ObuchowskiRockette['meanSquares'] } {
  const means = values.map(mean);
  const grand = mean(means);
  const readers = Array.from({ length: r }, (_, reader) => mean(values.map((row) => row[reader] ?? NaN)));
  const total = (terms: readonly number[]): number => terms.reduce((sum, term) => sum + term ** 2, 0);
  return {
    means,
    meanSquares: {
      modality: (r * total(means.map((value) => value - grand))) / (t - 1),
      reader: (t * total(readers.map((value) => value - grand))) / (r - 1),
      interaction: total(values.flatMap((row, i) => row.map((value, j) => value - (means[i] ?? 0) - (readers[j] ?? 0) + grand))) / ((t - 1) * (r - 1)),
    },
  };
}

/**
 * Compares modalities read by the same readers on the same cases. A model against readers is entered as a modality with the same
 * score for every reader. Jackknife covariances give the Dorfman-Berbaum-Metz test in Hillis's form.
 */
export function obuchowskiRockette({ truth, ratings }: ReaderStudy, merit: Merit, level = 0.95): Result<ObuchowskiRockette> {
  const [t, r] = [ratings.length, ratings[0]?.length ?? 0];
  if (t < 2 || r < 2) return refuse({ code: 'too-few-readings', detail: 'Two modalities and two readers are needed at least.', facts: { modalities: t, readers: r } });
  if (ratings.some((readers) => readers.length !== r || readers.some((scores) => scores.length !== truth.length))) return refuse({ code: 'not-factorial', detail: 'Every reader must have rated every case with every modality.' });
  if (ratings.flat(2).some((score) => !Number.isFinite(score))) return refuse({ code: 'score-not-finite', detail: 'A rating is missing or not a finite number.' });
  const found = readingMerits(truth, ratings.flat(), merit);
  if (!found.ok) return found;
  const layout = { t, r, level };
  const values = ratings.map((_, modality) => found.value.values.slice(modality * r, (modality + 1) * r));
  const { means, meanSquares } = squares(values, layout);
  const covariances = components(found.value.covariance, layout);
  const { error, sameReader, sameModality, neither } = covariances;
  const per = meanSquares.interaction + r * Math.max(sameModality - neither, 0);
  if (!(per > 0)) return refuse({ code: 'no-variance', detail: 'All readings of a case agree with each other, so nothing tells how modalities vary.' });
  const hillis = per ** 2 / (meanSquares.interaction ** 2 / ((t - 1) * (r - 1)));
  return ok({
    method: 'obuchowski-rockette', cases: truth.length, values, means, meanSquares, covariances,
    randomReaders: modalityTest(meanSquares.modality, per, hillis, means, layout),
    fixedReaders: modalityTest(meanSquares.modality, error - sameReader + (r - 1) * (sameModality - neither), Infinity, means, layout),
    fixedCases: modalityTest(meanSquares.modality, meanSquares.interaction, (t - 1) * (r - 1), means, layout),
    modalityMeans: values.map((row, modality) => modalityMean(row, found.value.covariance, modality, layout)), level,
  });
}
