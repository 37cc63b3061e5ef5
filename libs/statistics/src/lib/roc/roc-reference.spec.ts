import fc from 'fast-check';
import { aucDelong, aucInterval, bestCutOff, classifyAt, delongPaired, delongUnpaired, rocCurve, type Alternative, type Direction } from '../../index.ts';
import { expectClose, fieldsOf, listOf, numberOf, referenceCases, sampleOf, textOf, type Fields } from '../../spec-cases/reference-cases.ts';

const alternativeOf = (value: unknown): Alternative => (value === 'greater' || value === 'less' ? value : 'two-sided');
const named = (name: string): [string, Fields, Fields | null][] => referenceCases(name).map(({ id, input, expected }) => [id, input, expected]);
const known = (name: string): [string, Fields, Fields][] => named(name).flatMap(([id, input, expected]) => (expected && expected.result === undefined ? [[id, input, expected] as [string, Fields, Fields]] : []));

describe('AUC with DeLong variance, against pROC', () => {
  it.each(known('auc_delong'))('%s', (_id, input, expected) => {
    const { outcomes, scores, direction } = sampleOf(input);
    const found = aucDelong(outcomes, scores, { direction });
    if (!found.ok) throw new Error(found.refusal.detail);
    const estimate = found.value;
    expectClose(estimate.auc, expected.auc);
    expect([estimate.positives, estimate.negatives, estimate.dropped]).toEqual([expected.n_positive, expected.n_negative, expected.n_missing_dropped]);
    expectClose(estimate.variance, expected.delong_variance);
    expectClose(estimate.standardError, expected.delong_se);
    for (const wanted of listOf(expected.ci_delong_truncated).map(fieldsOf)) {
      const interval = aucInterval(estimate.auc, estimate.standardError, numberOf(wanted.level) ?? 0);
      expectClose(interval.lower, wanted.lower);
      expectClose(interval.upper, wanted.upper);
    }
    for (const [field, form] of [['ci95_untruncated', 'uncut'], ['ci95_logit', 'logit']] as const) {
      if (expected[field] === undefined) continue;
      const [wanted, interval] = [fieldsOf(expected[field]), aucInterval(estimate.auc, estimate.standardError, 0.95, form)];
      expectClose(interval.lower, wanted.lower);
      expectClose(interval.upper, wanted.upper);
    }
    if (expected.z_vs_half !== undefined) expectClose(estimate.z, expected.z_vs_half);
    if (expected.p_vs_half !== undefined) expectClose(estimate.p, expected.p_vs_half);
  });

  it.each([
    ['no-positive', 'one-class'],
    ['no-negative', 'one-class'],
    ['infinite-score', 'score-not-finite'],
  ])('%s is refused as %s', (id, code) => {
    const reference = referenceCases('auc_delong').find((entry) => entry.id === id);
    const { outcomes, scores } = sampleOf(reference?.input ?? {});
    expect(aucDelong(outcomes, scores)).toMatchObject({ ok: false, refusal: { code } });
  });

  it.each([
    ['perfect separation', [false, false, true, true], [1, 2, 3, 4], 'no-variance-perfect-separation'],
    ['all scores tied', [false, false, true, true], [1, 1, 1, 1], 'no-variance-all-tied'],
    ['one with the outcome', [false, false, true], [1, 3, 2], 'no-variance-one-observation-in-a-class'],
  ])('says that an interval is empty: %s', (_what, outcomes, scores, warning) => {
    expect(aucDelong(outcomes, scores)).toMatchObject({ ok: true, value: { warnings: [warning] } });
  });

  it('is the share of pairs that are ranked rightly, ties counting half', () => {
    const observation = fc.record({ outcome: fc.boolean(), score: fc.integer({ min: 0, max: 9 }) });
    fc.assert(fc.property(fc.array(observation, { minLength: 2, maxLength: 40 }), (sample) => {
      const [positives, negatives] = [sample.filter(({ outcome }) => outcome), sample.filter(({ outcome }) => !outcome)];
      const found = aucDelong(sample.map(({ outcome }) => outcome), sample.map(({ score }) => score));
      if (positives.length === 0 || negatives.length === 0) return !found.ok;
      const wins = positives.flatMap((p) => negatives.map((n) => (p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0)));
      return found.ok && Math.abs(found.value.auc - wins.reduce<number>((sum, win) => sum + win, 0) / wins.length) < 1e-12;
    }), { numRuns: 300 });
  });
});

describe('ROC curve, against pROC', () => {
  it.each(known('roc_curve'))('%s', (_id, input, expected) => {
    const { outcomes, scores, direction } = sampleOf(input);
    const found = rocCurve(outcomes, scores, direction);
    if (!found.ok) throw new Error(found.refusal.detail);
    for (const field of ['threshold', 'sensitivity', 'specificity'] as const) {
      expect(found.value.points).toHaveLength(listOf(expected[field]).length);
      listOf(expected[field]).forEach((wanted, index) => expectClose(found.value.points[index]?.[field], wanted));
    }
  });
});

describe('best cut-off, against pROC', () => {
  it.each(known('youden').filter(([id]) => id !== 'apply-training-cutoff'))('%s', (_id, input, expected) => {
    const { outcomes, scores, direction } = sampleOf(input);
    const [cost, prevalence] = listOf(input.best_weights).map((value) => numberOf(value) ?? 0);
    const criterion = input.best_method === 'closest.topleft' ? 'closest-top-left' : 'youden';
    const found = bestCutOff(outcomes, scores, { direction, criterion, weights: { cost: cost ?? 1, prevalence: prevalence ?? 0.5 } });
    if (!found.ok) throw new Error(found.refusal.detail);
    const optimal = listOf(expected.optimal).map(fieldsOf);
    const best = optimal.reduce((one, other) => ((numberOf(other.sensitivity) ?? 0) > (numberOf(one.sensitivity) ?? 0) ? other : one));
    expect(found.value.ties).toHaveLength(numberOf(expected.n_optimal) ?? -1);
    for (const field of ['threshold', 'sensitivity', 'specificity', 'accuracy', 'ppv', 'npv'] as const) expectClose(found.value[field], best[field]);
    expect(found.value.cells).toEqual({ truePositive: best.tp, falsePositive: best.fp, trueNegative: best.tn, falseNegative: best.fn });
    expect(found.value.warnings.includes('tied-optimum')).toBe(optimal.length > 1);
    expect(found.value.warnings.includes('score-carries-no-information')).toBe(typeof best.threshold === 'string');
  });

  it('carries a training cut-off unchanged to another cohort', () => {
    const { input, expected } = referenceCases('youden').find(({ id }) => id === 'apply-training-cutoff') ?? {};
    const training = sampleOf({ csv: 'pima_tr.csv', outcome: 'type', score: 'p_full' });
    const cutOff = bestCutOff(training.outcomes, training.scores);
    if (!cutOff.ok) throw new Error(cutOff.refusal.detail);
    expectClose(cutOff.value.threshold, expected?.threshold);
    const other = sampleOf(input ?? {});
    const { tp, fp, tn, fn } = fieldsOf(expected?.counts);
    expect(classifyAt(other.outcomes, other.scores, cutOff.value.threshold)).toMatchObject({ ok: true, value: { truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn } });
  });
});

describe('DeLong tests, against pROC', () => {
  it.each(known('delong_paired'))('paired: %s', (_id, input, expected) => {
    const [one, two] = [sampleOf(input, 'score1'), sampleOf(input, 'score2')];
    const [direction1, direction2] = [input.direction1, input.direction2].map((value): Direction => (value === '>' ? 'lower' : 'higher'));
    const found = delongPaired(one.outcomes, one.scores, two.scores, { direction1, direction2, alternative: alternativeOf(input.alternative) });
    if (!found.ok) throw new Error(found.refusal.detail);
    const pairs = { auc1: 'auc1', auc2: 'auc2', difference: 'difference', variance1: 'variance1', variance2: 'variance2', standardError: 'se_difference', p: 'p', used: 'n_used' } as const;
    for (const [field, name] of Object.entries(pairs)) expectClose(numberOf(fieldsOf(found.value)[field]), expected[name]);
    expectClose(found.value.z, expected.z, 1e-8);
    expectClose(found.value.covariance, expected.covariance, 1e-8);
    expectClose(found.value.interval.lower, listOf(expected.ci95_difference)[0]);
    expectClose(found.value.interval.upper, listOf(expected.ci95_difference)[1]);
  });

  it.each(known('delong_unpaired'))('unpaired: %s', (_id, input, expected) => {
    const [one, two] = input.csv === undefined ? [sampleOf(fieldsOf(input.sample1)), sampleOf(fieldsOf(input.sample2))] : [sampleOf(input, 'score1'), sampleOf(input, 'score2')];
    const found = delongUnpaired(one, two, alternativeOf(textOf(input.alternative)));
    if (!found.ok) throw new Error(found.refusal.detail);
    const pairs = { auc1: 'auc1', auc2: 'auc2', difference: 'difference', standardError: 'se_difference', statistic: 'statistic', degreesOfFreedom: 'df_satterthwaite', p: 'p_t', pNormal: 'p_z' } as const;
    for (const [field, name] of Object.entries(pairs)) expectClose(numberOf(fieldsOf(found.value)[field]), expected[name]);
  });
});
