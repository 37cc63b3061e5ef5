import { ok, type Result } from '@echocohort/kernel';
import { aucDelong, brierScore, calibration, loess, loessCalibration, lowess, lowessCalibration, type Brier, type Calibration, type ProbabilitySample } from '@echocohort/statistics';
import { valueOf, type CaseContext, type Fields, type MethodAdapter } from './adapter.ts';
import { listFrom, numberOr, presentNumbers, textField } from './input.ts';
import { probabilitiesOf, probabilityTable } from './probability-columns.ts';
import { valProbFields } from './val-prob-fields.ts';

function logisticFields(found: Calibration): Fields {
  const { slope, jointIntercept, inTheLarge } = found;
  return {
    slope: slope.estimate, slope_se: slope.standardError, slope_ci: [slope.lower, slope.upper], intercept_joint: jointIntercept.estimate, intercept_joint_se: jointIntercept.standardError,
    calibration_in_the_large: inTheLarge.estimate, citl_se: inTheLarge.standardError, citl_ci: [inTheLarge.lower, inTheLarge.upper], observed: found.events, expected: found.expected,
    oe_ratio: found.observedToExpected, eo_ratio: 1 / found.observedToExpected, unreliability_chisq: found.unreliability.chiSquare, unreliability_p: found.unreliability.p,
  };
}

const brierFields = (found: Brier): Fields => ({
  brier: found.brier, brier_reference: found.reference, scaled_brier: found.scaled, spiegelhalter_z: found.spiegelhalter?.z ?? null, spiegelhalter_p: found.spiegelhalter?.p ?? null, log_loss: found.logLoss,
});

/** LOWESS or loess on lists of their own. */
function smoother(input: Fields, context: CaseContext): Result<unknown> {
  const [x, y] = [presentNumbers(input, 'x'), presentNumbers(input, 'y')];
  if (/\bloess\(/.test(context.call) || input.span !== undefined) {
    const fits = listFrom(input.degree ?? 2).map((degree) => {
      const name = `degree${degree === 1 ? 1 : 2}`;
      const fit = valueOf(loess(x, y, { span: numberOr(input, 'span', 0.75), degree: degree === 1 ? 1 : 2 }));
      return { [name]: fit.fitted, [`${name}_se`]: fit.standardErrors, [`${name}_residual_scale`]: fit.residualScale, [`${name}_df`]: fit.degreesOfFreedom };
    });
    return ok(Object.assign({}, ...fits));
  }
  const span = numberOr(input, 'f', 2 / 3);
  return ok({ iter0: lowess(x, y, { span, rounds: 0 }).y, iter3: lowess(x, y, { span, rounds: 3 }).y, iter0_delta0: lowess(x, y, { span, rounds: 0, delta: 0 }).y });
}

/** Slope and intercept without the probabilities of exactly 0 and 1, which have no logit, and how many those are. */
function withoutEnds(sample: ProbabilitySample): Fields {
  const found = calibration(sample);
  return found.ok ? { n: sample.n, events: sample.events, at_the_ends: found.value.atTheEnds, logistic: logisticFields(found.value), warnings: found.value.warnings } : { n: sample.n, events: sample.events, logistic: { refusal: found.refusal } };
}

function whole(sample: ProbabilitySample): Result<unknown> {
  const brier = brierScore(sample);
  // Where a probability has no logit the case files give the Brier score alone.
  if (brier.logLoss === null) return ok({ ...brierFields(brier), ...withoutEnds(sample) });
  const curve = valueOf(lowessCalibration(sample));
  const found = valueOf(calibration(sample));
  const direct = loessCalibration(sample);
  if (!direct.ok && direct.refusal.code !== 'too-many-rows') return direct;
  const area = valueOf(aucDelong(Array.from(sample.outcomes, (y) => y > 0.5), Array.from(sample.probabilities)));
  return ok({
    n: sample.n, events: sample.events, logistic: logisticFields(found), brier: brierFields(brier), c_statistic: area.auc,
    smooth: { lowess: { x: curve.curve.x, y: curve.curve.y, errors: curve.errors }, loess_direct: direct.ok ? { fitted_in_input_order: direct.value.fitted, errors: direct.value.errors } : { refusal: direct.refusal } },
    val_prob: valProbFields(sample, found, brier, curve.errors),
  });
}

/** Calibration of probabilities, and the smoothers alone. */
export const adapter: MethodAdapter = {
  method: 'calibration',
  run(input, context) {
    if (input.x !== undefined) return smoother(input, context);
    const { table, outcome } = probabilityTable(input, context);
    return whole(probabilitiesOf(table, outcome, input.csv === undefined && input.rows === undefined ? 'p' : textField(input, 'probability')));
  },
};
