import type { JobPayload, RunningJob } from '@echocohort/jobs';
import { refuse, type Refusal } from '@echocohort/kernel';
import { bundleSummary, modelMetrics, type BundleSummary } from '@echocohort/model';
import { appendAudit, Database, endRun, findRun, finishRun, registerModel, type RunRow } from '@echocohort/persistence';
import type { ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { JobHandler } from '../../jobs/job-registry.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { withExternalFigures } from './open-outcomes.ts';
import { storedMetrics } from './run.view.ts';
import { readVerifiedBundle } from './verified-bundle.ts';

type Ended = JobPayload<'train-finished'>;
type Finished = Extract<Ended, { status: 'finished' }>;

const differentModel: Refusal = { code: 'another-model-registered', detail: 'Another model is registered for this run already.' };

/**
 * What happens when a training has ended: the bundle is verified, the model's digest registered, and only then the outcomes
 * of the external centres opened for it. Each step is committed by itself and bears being taken twice.
 */
@Injectable()
export class FinishTrainingJob implements JobHandler<'train-finished'> {
  readonly queue = 'train-finished';

  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async handle({ payload }: RunningJob<'train-finished'>): Promise<void> {
    const study = await this.study.required();
    const row = await this.database.system((tx) => findRun(tx, study.id, payload.runId));
    if (row === null || row.finishedAt !== null) return;
    if (payload.status === 'finished') await this.finish(study, row, payload);
    else await this.end(study, row, payload.status, payload.status === 'failed' ? payload.error : { code: 'run-cancelled', detail: 'The training was stopped.' });
  }

  private async finish(study: CurrentStudy, row: RunRow, payload: Finished): Promise<void> {
    const bundle = bundleSummary.parse(payload.bundle);
    const scores = await readVerifiedBundle(this.storage, row.id, bundle);
    if (!scores.ok) return this.end(study, row, 'failed', scores.refusal);
    const metrics = modelMetrics.safeParse(payload.metrics);
    if (!metrics.success) return this.end(study, row, 'failed', refuse({ code: 'metrics-unreadable', detail: 'The figures that the trainer sent cannot be read.' }).refusal);
    if (row.modelDigest !== null && row.modelDigest !== bundle.digest) return this.end(study, row, 'failed', differentModel);
    await this.register(study, row, bundle, { ...metrics.data, externalOpenedAt: null });
    await this.database.system(async (tx) => {
      const registered = await findRun(tx, study.id, row.id);
      if (registered?.modelDigest !== bundle.digest || registered.finishedAt !== null) return;
      const figures = await withExternalFigures(tx, studyRef(study), registered, scores.value, storedMetrics.parse(registered.metrics));
      if (await finishRun(tx, row.id, figures)) await appendAudit(tx, studyRef(study), { type: 'run.finished', centre: null, case: null, payload: { run: row.id, bundle: bundle.digest } }, row.startedById);
    });
  }

  /** Fixes the model in a transaction of its own: it must be committed before anybody looks at an external outcome. */
  private async register(study: CurrentStudy, row: RunRow, bundle: BundleSummary, metrics: unknown): Promise<void> {
    await this.database.system(async (tx) => {
      if (!(await registerModel(tx, row.id, { digest: bundle.digest, bundle, metrics }))) return;
      await appendAudit(tx, studyRef(study), { type: 'model.registered', centre: null, case: null, payload: { run: row.id, root: row.snapshotRoot, model: bundle.digest } }, row.startedById);
    });
  }

  private async end(study: CurrentStudy, row: RunRow, status: 'failed' | 'cancelled', { code, detail }: Pick<Refusal, 'code' | 'detail'>): Promise<void> {
    await this.database.system(async (tx) => {
      if (!(await endRun(tx, row.id, status, `${code}: ${detail}`))) return;
      await appendAudit(tx, studyRef(study), { type: 'run.failed', centre: null, case: null, payload: { run: row.id, code, detail: detail.slice(0, 500) } }, row.startedById);
    });
  }
}
