import type { JobPayload, RunningJob, TrainingError } from '@echocohort/jobs';
import type { Refusal } from '@echocohort/kernel';
import { bundleSummary, modelMetrics, trainingConfig, type BundleSummary } from '@echocohort/model';
import { appendAudit, Database, endRun, findRun, finishRun, insertModelLesions, registerModel, type RunRow } from '@echocohort/persistence';
import { removeLeftovers, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { JobHandler } from '../../jobs/job-registry.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { Notify } from '../notices/notify.ts';
import { CombineFolds } from './combine-folds.ts';
import { lesionsOfBundle } from './lesions-of-bundle.ts';
import { withExternalFigures } from './open-outcomes.ts';
import { storedMetrics } from './run.view.ts';
import { takeStagedBundle } from './staged-bundle.ts';
import { readVerifiedBundle, type VerifiedBundle } from './verified-bundle.ts';

type Ended = JobPayload<'train-finished'>;
type Finished = Extract<Ended, { status: 'finished' }>;

const differentModel: Pick<Refusal, 'code' | 'detail'> = { code: 'another-model-registered', detail: 'Another model is registered for this run already.' };

/**
 * What happens when a training has ended: the bundle is verified, the model's digest registered with what trained it, and only then the
 * outcomes of the external centres opened for it. Each step is committed by itself and bears being taken twice.
 */
@Injectable()
export class FinishTrainingJob implements JobHandler<'train-finished'> {
  readonly queue = 'train-finished';

  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly folds: CombineFolds,
    private readonly notify: Notify,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async handle({ payload }: RunningJob<'train-finished'>): Promise<void> {
    const study = await this.study.required();
    const row = await this.database.system((tx) => findRun(tx, study.id, payload.runId));
    if (row === null) return;
    if (row.finishedAt === null) await this.take(study, row, payload);
    // Also when the run had ended before: the process may have been ended between the two.
    if (row.crossValidation !== null && payload.status === 'finished') await this.folds.whenComplete(studyRef(study), row.crossValidation.id);
  }

  private async take(study: CurrentStudy, row: RunRow, payload: Ended): Promise<void> {
    if (payload.status === 'finished') await this.finish(study, row, payload);
    else if (payload.status === 'failed') await this.end(study, row, 'failed', payload.error);
    else await this.end(study, row, 'cancelled', { code: 'run-cancelled', detail: 'The training was stopped.' });
  }

  private async finish(study: CurrentStudy, row: RunRow, payload: Finished): Promise<void> {
    const bundle = bundleSummary.parse(payload.bundle);
    if (payload.taking !== undefined) await takeStagedBundle(this.storage, row.id, bundle, payload.taking);
    const read = await readVerifiedBundle(this.storage, row.id, bundle);
    if (!read.ok) return this.end(study, row, 'failed', { code: read.refusal.code, detail: read.refusal.detail });
    const metrics = modelMetrics.safeParse(payload.metrics);
    if (!metrics.success) return this.end(study, row, 'failed', { code: 'metrics-unreadable', detail: 'The figures that the trainer sent cannot be read.' });
    if (row.modelDigest !== null && row.modelDigest !== bundle.digest) return this.end(study, row, 'failed', differentModel);
    await this.register(study, row, bundle, read.value, { ...metrics.data, externalOpenedAt: null });
    await this.database.system(async (tx) => {
      const registered = await findRun(tx, study.id, row.id);
      if (registered?.modelDigest !== bundle.digest || registered.finishedAt !== null) return;
      const known = storedMetrics.parse(registered.metrics);
      // A fold is no model that outcomes are opened for: it shows what the configuration reaches within the development centres.
      const figures = registered.crossValidation === null ? await withExternalFigures(tx, studyRef(study), registered, read.value.predictions, known) : known;
      if (!(await finishRun(tx, row.id, figures))) return;
      await appendAudit(tx, studyRef(study), { type: 'run.finished', centre: null, case: null, payload: { run: row.id, bundle: bundle.digest } }, row.startedById);
      if (row.crossValidation === null) await this.notify.person(tx, row.startedById, { kind: 'run-finished', runId: row.id, model: trainingConfig.parse(row.config).model });
    });
    await removeLeftovers(this.storage, row.id);
  }

  /** Fixes the model in a transaction of its own: it must be committed before anybody looks at an external outcome. */
  private async register(study: CurrentStudy, row: RunRow, bundle: BundleSummary, read: VerifiedBundle, metrics: unknown): Promise<void> {
    await this.database.system(async (tx) => {
      if (!(await registerModel(tx, row.id, { digest: bundle.digest, bundle, metrics }))) return;
      await insertModelLesions(tx, row.id, lesionsOfBundle(read));
      await appendAudit(tx, studyRef(study), { type: 'model.registered', centre: null, case: null, payload: { run: row.id, root: row.snapshotRoot, model: bundle.digest } }, row.startedById);
    });
  }

  private async end(study: CurrentStudy, row: RunRow, status: 'failed' | 'cancelled', { code, detail, place, facts }: Pick<Refusal, 'code' | 'detail'> & Pick<TrainingError, 'place' | 'facts'>): Promise<void> {
    const failure = { code, detail, facts: facts ?? {}, epoch: place?.epoch ?? null, step: place?.step ?? null, lesions: place?.lesions ?? [] };
    await this.database.system(async (tx) => {
      if (!(await endRun(tx, row.id, status, `${code}: ${detail}`, failure))) return;
      await appendAudit(tx, studyRef(study), { type: 'run.failed', centre: null, case: null, payload: { run: row.id, code, detail: detail.slice(0, 500) } }, row.startedById);
      if (status === 'cancelled') return;
      const { model } = trainingConfig.parse(row.config);
      await this.notify.person(tx, row.startedById, row.crossValidation === null ? { kind: 'run-failed', runId: row.id, model, code } : { kind: 'cross-validation-failed', runId: row.id, crossValidationId: row.crossValidation.id, fold: row.crossValidation.fold, model, code });
    });
  }
}
