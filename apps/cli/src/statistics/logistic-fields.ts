import { aucDelong, profileIntervals, type LogisticModel, type ProfileInterval } from '@echocohort/statistics';
import type { Fields } from './adapter.ts';

/** The coefficients as the case files name them. */
export function termFields(model: LogisticModel, profiles: readonly ProfileInterval[]): Fields[] {
  return model.coefficients.map(({ term, estimate, standardError, z, p, oddsRatio, interval }, at) => {
    const profile = profiles[at];
    const limits = profile === undefined ? [null, null] : [profile.lower, profile.upper];
    return {
      term, estimate, se: standardError, z, p, odds_ratio: oddsRatio, wald_ci: [interval.lower, interval.upper], or_wald_ci: [Math.exp(interval.lower), Math.exp(interval.upper)],
      profile_ci: limits, or_profile_ci: limits.map((limit) => (limit === null ? null : Math.exp(limit))), profile_ci_MASS: limits,
    };
  });
}

/** A whole fit as the case files name its parts. */
export function modelFields(model: LogisticModel): Fields {
  const { design, probabilities, likelihoodRatio } = model;
  const outcomes = Array.from(design.response, (y) => y > 0.5);
  const area = aucDelong(outcomes, Array.from(probabilities));
  return {
    n_used: model.n, n_dropped: model.dropped, n_events: model.events, terms: termFields(model, profileIntervals(model)), deviance: model.deviance, null_deviance: model.nullDeviance,
    df_residual: model.residualDegreesOfFreedom, df_null: model.nullDegreesOfFreedom, log_likelihood: model.logLikelihood, aic: model.aic, bic: model.bic,
    lr_chisq: likelihoodRatio.chiSquare, lr_df: likelihoodRatio.degreesOfFreedom, lr_p: likelihoodRatio.p, converged: true, aliased_terms: model.aliased,
    vcov: model.covariance, vcov_order: model.coefficients.map(({ term }) => term), cox_snell_r2: model.coxSnell, nagelkerke_r2: model.nagelkerke, mcfadden_r2: model.mcFadden,
    c_statistic: area.ok ? area.value.auc : null, brier: design.response.reduce((sum, y, row) => sum + (y - (probabilities[row] ?? NaN)) ** 2, 0) / design.response.length,
  };
}
