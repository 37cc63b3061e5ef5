import { ok, refuse, type Result } from '@echocohort/kernel';
import { aucInterval, type AucInterval } from './auc-delong.method.ts';
import { scoredSample, type Direction } from './scored-sample.ts';
import { structuralComponents } from './structural-components.ts';

/** The area when several lesions belong to one patient and are not independent. */
export interface ClusteredAuc {
  readonly method: 'auc-clustered';
  readonly auc: number;
  readonly positives: number;
  readonly negatives: number;
  readonly patients: number;
  readonly dropped: number;
  readonly variance: number;
  readonly standardError: number;
  readonly interval: AucInterval;
}

/** Obuchowski's variance (1997): DeLong's components summed within patients. With one lesion a patient it is DeLong's. */
export function aucClustered(outcomes: readonly boolean[], scores: readonly (number | null)[], patients: readonly string[], options: { readonly direction?: Direction; readonly level?: number } = {}): Result<ClusteredAuc> {
  const prepared = scoredSample(outcomes, scores, options.direction);
  if (!prepared.ok) return prepared;
  if (patients.length !== outcomes.length) return refuse({ code: 'lengths-differ', detail: 'Each lesion needs its patient.' });
  const { auc, ofPositives, ofNegatives } = structuralComponents(prepared.value);
  const sums = new Map<string, { cases: number; controls: number; positive: number; negative: number }>();
  let [nextCase, nextControl] = [0, 0];
  for (const [index, score] of scores.entries()) {
    if (score === null) continue;
    const patient = patients[index] ?? '';
    const sum = sums.get(patient) ?? { cases: 0, controls: 0, positive: 0, negative: 0 };
    sums.set(patient, sum);
    if (outcomes[index] === true) {
      sum.cases++;
      sum.positive += (ofPositives[nextCase++] ?? 0) - auc;
    } else {
      sum.controls++;
      sum.negative += (ofNegatives[nextControl++] ?? 0) - auc;
    }
  }
  const clusters = [...sums.values()];
  const [withCase, withControl, all] = [clusters.filter(({ cases }) => cases > 0).length, clusters.filter(({ controls }) => controls > 0).length, clusters.length];
  if (withCase < 2 || withControl < 2) return refuse({ code: 'no-variance', detail: 'Two patients with and two without the outcome are needed for a variance.', facts: { withCase, withControl } });
  const total = (of: (cluster: (typeof clusters)[number]) => number): number => clusters.reduce((sum, cluster) => sum + of(cluster), 0);
  const [m, n] = [ofPositives.length, ofNegatives.length];
  const cases = (withCase / (withCase - 1)) * total(({ positive }) => positive ** 2);
  const controls = (withControl / (withControl - 1)) * total(({ negative }) => negative ** 2);
  const shared = (all / (all - 1)) * total(({ positive, negative }) => positive * negative);
  const variance = Math.max(0, cases / m ** 2 + controls / n ** 2 + (2 * shared) / (m * n));
  const standardError = Math.sqrt(variance);
  return ok({ method: 'auc-clustered', auc, positives: m, negatives: n, patients: all, dropped: prepared.value.dropped, variance, standardError, interval: aucInterval(auc, standardError, options.level) });
}
