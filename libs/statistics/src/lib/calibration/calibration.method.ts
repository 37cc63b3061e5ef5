import { ok, refuse, type Result } from '@echocohort/kernel';
import { chiSquareUpperTail } from '../distributions/chi-square.ts';
import { normalReach } from '../distributions/normal.ts';
import { logit } from '../expression/functions.ts';
import { crossInverse } from '../linear-algebra/orthogonal.ts';
import { devianceOf } from '../logistic/iterations.ts';
import { iterateOrSeparate } from '../logistic/separation.ts';
import type { ProbabilitySample } from './probability-sample.ts';

/** A number with its standard error and Wald interval. */
export interface Estimated {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

/** How predicted probabilities agree with outcomes, on the logit scale. */
export interface Calibration {
  readonly method: 'calibration';
  readonly n: number;
  readonly events: number;
  readonly dropped: number;
  /** Probabilities of exactly 0 or 1, which have no logit and were left out. */
  readonly atTheEnds: number;
  /** Coefficient of the logit: 1 is ideal, below it predictions are too extreme. */
  readonly slope: Estimated;
  /** The intercept beside that slope; not calibration in the large. */
  readonly jointIntercept: Estimated;
  /** The intercept with the slope held at 1. */
  readonly inTheLarge: Estimated;
  readonly expected: number;
  readonly observedToExpected: number;
  /** Test of intercept 0 and slope 1 together, 2 degrees of freedom. */
  readonly unreliability: { readonly chiSquare: number; readonly p: number };
  /** -2 log likelihood of the probabilities as they are, of the recalibrated ones, and of prevalence alone. */
  readonly deviances: { readonly asGiven: number; readonly recalibrated: number; readonly prevalence: number };
  readonly warnings: readonly string[];
}

/** Intercept in the large, slope, O/E and unreliability. Anchor: glm on qlogis(p); rms's val.prob. */
export function calibration(sample: ProbabilitySample, level = 0.95): Result<Calibration> {
  const rows = [...sample.probabilities.keys()].filter((row) => (sample.probabilities[row] ?? 0) > 0 && (sample.probabilities[row] ?? 1) < 1);
  const response = Float64Array.from(rows, (row) => sample.outcomes[row] ?? NaN);
  const logits = Float64Array.from(rows, (row) => logit(sample.probabilities[row] ?? NaN));
  const events = response.reduce((sum, y) => sum + y, 0);
  if (events === 0 || events === rows.length) return refuse({ code: 'one-class', detail: 'Among the probabilities that have a logit the outcome is always the same.' });
  if (logits.every((value) => value === logits[0])) return refuse({ code: 'score-constant', detail: 'All probabilities are equal, so a slope cannot be estimated.' });
  const ones = new Float64Array(rows.length).fill(1);
  const weights = ones;
  const joint = iterateOrSeparate({ columns: [ones, logits], response, weights, offset: new Float64Array(rows.length) });
  if (joint.separation !== null || !joint.fit.converged) return refuse({ code: 'separation', detail: 'The probabilities part the outcomes perfectly, so the slope is infinite.' });
  const large = iterateOrSeparate({ columns: [ones], response, weights, offset: logits });
  const reach = normalReach(level);
  const estimated = ({ fit }: typeof joint, place: number): Estimated => {
    const [estimate, standardError] = [fit.coefficients[place] ?? NaN, Math.sqrt(crossInverse(fit.weighted)[place]?.[place] ?? NaN)];
    return { estimate, standardError, lower: estimate - reach * standardError, upper: estimate + reach * standardError };
  };
  const prevalence = logit(events / rows.length);
  const deviances = { asGiven: devianceOf({ response, weights }, logits), recalibrated: joint.fit.deviance, prevalence: devianceOf({ response, weights }, ones.map(() => prevalence)) };
  const chiSquare = Math.max(0, deviances.asGiven - deviances.recalibrated);
  const expected = sample.probabilities.reduce((sum, p) => sum + p, 0);
  const atTheEnds = sample.n - rows.length;
  return ok({
    method: 'calibration', n: sample.n, events: sample.events, dropped: sample.dropped, atTheEnds,
    slope: estimated(joint, 1), jointIntercept: estimated(joint, 0), inTheLarge: estimated(large, 0), expected, observedToExpected: sample.events / expected,
    unreliability: { chiSquare, p: chiSquareUpperTail(chiSquare, 2) }, deviances,
    warnings: atTheEnds > 0 ? [`no-logit: ${atTheEnds} probabilities of exactly 0 or 1 were left out of slope and intercept`] : [],
  });
}
