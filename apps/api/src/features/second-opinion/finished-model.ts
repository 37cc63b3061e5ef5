import type { OpinionModel } from '@echocohort/contracts';
import { refuse, type Result } from '@echocohort/kernel';
import { bundleSummary, modelMetrics, trainingConfig, type BundleSummary, type ModelMetrics, type SetMetrics, type TrainingConfig } from '@echocohort/model';
import type { RunRow } from '@echocohort/persistence';

/** A run that ended in a registered model, with what its row keeps of it. */
export interface FinishedModel {
  readonly runId: string;
  readonly digest: string;
  readonly snapshotId: string;
  readonly snapshotRoot: string;
  readonly registeredAt: Date;
  readonly config: TrainingConfig;
  readonly bundle: BundleSummary;
  readonly metrics: ModelMetrics;
}

export const modelNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such finished model.' });

/** Null for a run without a registered model. */
export function registeredModelOf(row: RunRow): FinishedModel | null {
  const { id, status, modelDigest, registeredAt, snapshotId, snapshotRoot } = row;
  if (status !== 'finished' || modelDigest === null || registeredAt === null) return null;
  const config = trainingConfig.parse(row.config);
  return { runId: id, digest: modelDigest, snapshotId, snapshotRoot, registeredAt, config, bundle: bundleSummary.parse(row.bundle), metrics: modelMetrics.parse(row.metrics) };
}

/** A model that pictures may be scored with: none of a cross-validation, whose folds judge the method, not patients. */
export function finishedModelOf(row: RunRow): FinishedModel | null {
  const model = registeredModelOf(row);
  return model?.config.fold === null ? model : null;
}

type Proportion = SetMetrics['sensitivity'];
type ShownProportion = NonNullable<OpinionModel['internal']>['sensitivity'];

function proportionOf(found: Proportion): ShownProportion {
  if (found === null) return null;
  const { value, lower, upper, events, n } = found;
  return value === null || lower === null || upper === null ? null : { value, lower, upper, events, n };
}

function internalOf({ sets }: ModelMetrics): OpinionModel['internal'] {
  const own = sets.find(({ set }) => set === 'internal_validation');
  if (own === undefined || own.lesions === 0) return null;
  const { lesions, malignant, auc, lower, upper, level, sensitivity, specificity } = own;
  return { lesions, malignant, auc, lower, upper, level, sensitivity: proportionOf(sensitivity), specificity: proportionOf(specificity) };
}

/** A model as the list shows it. */
export const opinionModelOf = ({ runId, digest, snapshotRoot, registeredAt, config, metrics }: FinishedModel): OpinionModel => ({
  runId, model: config.model, digest, snapshotRoot, registeredAt: registeredAt.toISOString(), needsBackground: config.model !== 'L', imageSize: config.imageSize, width: config.width,
  cutOff: metrics.cutOff.threshold, internal: internalOf(metrics),
});
