import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callRoute, routes, sendRoute, type Caller, type RunView, type SnapshotView } from '@echocohort/contracts';
import { JobQueue, TrainerDesk, type JobPayload, type Taken } from '@echocohort/jobs';
import { BUNDLE_FILES, MANIFEST_NAME, metricsOf, type LesionScore } from '@echocohort/model';
import { bundleKey, FileStorage } from '@echocohort/storage';
import { acceptedCase } from '../../spec-cases/accepted-cases.ts';
import { asOwner, problemOf, type OpenedCase } from '../../spec-cases/case-fixtures.ts';
import { openOutcomesOf } from '../../spec-cases/key-holders.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';
import { storeTrainedBundle } from '../../spec-cases/trained-bundle.ts';
import { startWorker, type RunningWorker } from '../../start-worker.ts';

// Runs over the interface on a real database, queue and storage. Only the network is absent: the trainer of this spec
// answers with scores of its own, because what is tried here is who learns what, and when.

let started: StartedApi;
let statistician: Caller;
let worker: RunningWorker;
let queue: JobQueue;
let desk: TrainerDesk;
let trains = true;
let training: Promise<void>;
let snapshot: SnapshotView;
let development: OpenedCase[];
let external: OpenedCase[];

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const epoch = { kind: 'epoch' as const, epoch: 1, epochs: 2, loss: 0.4, internalAuc: null, imagesPerSecond: 90, secondsLeft: 3 };

jest.setTimeout(90_000);

type Held = Extract<Taken, { outcome: 'held' }>;
type Answer = (held: Held) => Promise<JobPayload<'train-finished'> | null>;
let answer: Answer;

async function lockedSnapshot(): Promise<SnapshotView> {
  const definition = { centres: null, criteria: [], trainingParts: 4, internalParts: 1 };
  const cohort = await callRoute(statistician, routes.createCohort, { body: { name: 'Runs', definition } });
  const params = { cohortId: cohort.id };
  const split = await callRoute(statistician, routes.splitCohort, { params, version: cohort.version, body: { seed: '1' } });
  const { digest } = await callRoute(statistician, routes.cohortPreview, { params });
  return callRoute(statistician, routes.lockCohort, { params, version: split.version, body: { password: started.password, meaning: 'I reviewed this cohort', digest: digest ?? '' } });
}

/** Scores as a model would leave them: the first external lesion is scored above the second. */
const predictions = (): LesionScore[] => [
  ...development.map(({ code }, index): LesionScore => ({ lesion: code, patient: code.slice(0, 8), set: index === 0 ? 'internal_validation' : 'training', images: 4, score: 0.1 + 0.15 * index })),
  ...external.map(({ code }, index): LesionScore => ({ lesion: code, patient: code.slice(0, 8), set: 'external_validation', images: 4, score: 0.9 - 0.5 * index })),
];

const bundleOf = (runId: string) => storeTrainedBundle(new FileStorage(started.storageFolder), runId, snapshot.root, predictions());

const finished: Answer = async ({ lease }) => {
  const { runId } = lease;
  const truth = new Map(development.map(({ code }, index) => [code, index % 2 === 1]));
  await lease.add({ kind: 'started', engine: 'wasm', version: 'tfjs 4.22.0', threads: 1, images: 28, lesions: 7 });
  await lease.add(epoch);
  return { runId, status: 'finished', bundle: await bundleOf(runId), metrics: JSON.parse(JSON.stringify(metricsOf(predictions(), truth))) as Record<string, never> };
};

const start = () => callRoute(statistician, routes.startRun, { params: { snapshotId: snapshot.id }, body: { config: { model: 'L', width: 16, imageSize: 64, epochs: 2, batchSize: 16, seed: 1, engine: 'auto' } } });
const runOf = (runId: string) => callRoute(statistician, routes.run, { params: { runId } });

async function until(runId: string, isThere: (run: RunView) => boolean): Promise<RunView> {
  for (const end = Date.now() + 20_000; ; await new Promise((done) => setTimeout(done, 100))) {
    const run = await runOf(runId);
    if (isThere(run)) return run;
    if (Date.now() > end) throw new Error(`the run stands at ${run.status}: ${run.error ?? 'no error'}`);
  }
}

const ended = (runId: string) => until(runId, ({ status }) => !['queued', 'running'].includes(status));
const eventsOf = async (runId: string) => (await asOwner(started, "SELECT type, payload FROM audit_event WHERE payload ->> 'run' = $1 ORDER BY seq", [runId])).map((row) => row['type']);

/** Takes trainings as a trainer does, one after the other. */
async function work(): Promise<void> {
  for (; trains; await new Promise((done) => setTimeout(done, 50))) {
    const taken = await desk.take();
    if (taken?.outcome !== 'held') continue;
    const end = await answer(taken);
    if (end !== null) await taken.lease.finish(end);
  }
}

beforeAll(async () => {
  started = await startedApi();
  statistician = await started.as('statistician');
  development = [];
  for (const [centre, type] of [['C01', 'haemangioma'], ['C01', 'hepatocellular-carcinoma'], ['C02', 'abscess'], ['C02', 'metastasis'], ['C03', 'haemangioma']] as const) development.push(await acceptedCase(started, centre, type));
  external = [await acceptedCase(started, 'C12'), await acceptedCase(started, 'C13', 'haemangioma')];
  snapshot = await lockedSnapshot();
  worker = await startWorker({ ...started.env, LOG_LEVEL: 'silent' });
  queue = await JobQueue.open(started.database.trainerUrl, { onError: () => undefined });
  desk = new TrainerDesk(started.database.trainerUrl, queue, { sign: { name: 'trainer of the spec', engine: 'wasm', threads: 1 }, onError: () => undefined });
  await desk.show();
  training = work();
}, 240_000);
afterAll(async () => {
  trains = false;
  await training;
  await Promise.all([desk.close(), queue.close(0)]);
  await worker.close();
  await started.close();
});

describe('a run that succeeds', () => {
  let run: RunView;
  beforeAll(async () => {
    answer = finished;
    const queued = await start();
    expect(queued).toMatchObject({ status: 'queued', snapshotRoot: snapshot.root, modelDigest: null, metrics: [], progress: null });
    const waiting = await ended(queued.id);
    expect(waiting).toMatchObject({ status: 'finished', externalOpenedAt: null, metrics: [{}, {}, { set: 'external_validation', auc: null }] });
    await openOutcomesOf(started, snapshot.id, queued.id);
    run = await runOf(queued.id);
  });

  it('is finished, with its progress, its bundle and its registered model', () => {
    expect(run).toMatchObject({ status: 'finished', error: null, engine: 'wasm (tfjs 4.22.0), 1 thread', progress: { epoch: 1, loss: 0.4, internalAuc: null } });
    expect(run.bundle.map(({ path }) => path).sort()).toEqual([...BUNDLE_FILES, MANIFEST_NAME].sort());
    expect(run.modelDigest).toBe(run.bundle.find(({ path }) => path === MANIFEST_NAME)?.sha256);
  });

  it('had the external outcomes opened by two key holders after the model was registered, and says so in this order', async () => {
    expect(await eventsOf(run.id)).toEqual(['run.started', 'model.registered', 'run.finished', 'external-outcomes.share-given', 'external-outcomes.share-given', 'external-outcomes.opened']);
    expect(Date.parse(run.externalOpenedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(run.registeredAt ?? ''));
  });

  it('has external figures that only the server could compute: the malignant lesion is scored above the benign one', () => {
    expect(run.metrics.map(({ set, refusal }) => [set, refusal])).toEqual([['training', null], ['internal_validation', 'one-class'], ['external_validation', null]]);
    expect(run.metrics[2]).toMatchObject({ lesions: 2, malignant: 1, auc: 1 });
  });

  it('gives its files out byte for byte, and no others', async () => {
    const bytes = new Uint8Array(await (await sendRoute(statistician, routes.bundleFile, { params: { runId: run.id, file: 'predictions.csv' } })).arrayBuffer());
    expect(sha256(bytes)).toBe(run.bundle.find(({ path }) => path === 'predictions.csv')?.sha256);
    expect((await problemOf(sendRoute(statistician, routes.bundleFile, { params: { runId: run.id, file: 'other.txt' } }))).code).toBe('not-found');
  });

  it('is in the list, newest first', async () => {
    const { items } = await callRoute(statistician, routes.listRuns);
    expect(items[0]?.id).toBe(run.id);
  });

  it('stays as it is when the end is reported again, and cannot be cancelled', async () => {
    await queue.send('train-finished', { runId: run.id, status: 'failed', error: { code: 'late', detail: 'late' } });
    await new Promise((done) => setTimeout(done, 2500));
    expect(await runOf(run.id)).toEqual(run);
    expect((await problemOf(callRoute(statistician, routes.cancelRun, { params: { runId: run.id }, body: { reason: 'too late' } }))).code).toBe('already-ended');
  });

  it('leaves the outcomes open for the next model, which is registered all the same', async () => {
    const second = await ended((await start()).id);
    expect(second.externalOpenedAt).toBe(run.externalOpenedAt);
    expect(await eventsOf(second.id)).toEqual(['run.started', 'model.registered', 'run.finished']);
  });
});

describe('a run that does not succeed', () => {
  it('says why when the training failed, and opens nothing', async () => {
    answer = ({ lease: { runId } }) => Promise.resolve({ runId, status: 'failed', error: { code: 'loss-not-finite', detail: 'The loss is no number.', place: { epoch: 2, step: 7, lesions: ['C01-0001-L1'] } } });
    const run = await ended((await start()).id);
    expect(run).toMatchObject({ status: 'failed', error: 'loss-not-finite: The loss is no number.', modelDigest: null, failure: { code: 'loss-not-finite', detail: 'The loss is no number.', epoch: 2, step: 7, lesions: ['C01-0001-L1'] } });
    expect(await eventsOf(run.id)).toEqual(['run.started', 'run.failed']);
  });

  it('is failed when a file of the bundle is not the one listed', async () => {
    answer = async (job) => {
      const outcome = await finished(job);
      await writeFile(join(started.storageFolder, bundleKey(job.lease.runId, 'weights.bin')), 'other weights');
      return outcome;
    };
    expect(await ended((await start()).id)).toMatchObject({ status: 'failed', modelDigest: null, error: expect.stringContaining('bundle-file-differs') as string });
  });

  it('is failed when the digest is not that of the list', async () => {
    answer = async (job) => {
      const outcome = await finished(job);
      return outcome?.status === 'finished' ? { ...outcome, bundle: { ...outcome.bundle, digest: '0'.repeat(64) } } : outcome;
    };
    expect(await ended((await start()).id)).toMatchObject({ status: 'failed', modelDigest: null, error: expect.stringContaining('bundle-digest-differs') as string });
  });

  it('is cancelled by a person with a reason, and the trainer is told', async () => {
    const told: string[] = [];
    answer = async ({ lease }) => {
      await lease.add({ kind: 'started', engine: 'wasm', version: '1', threads: 1, images: 1, lesions: 1 });
      for (const end = Date.now() + 15_000; told.length === 0 && Date.now() < end; await new Promise((done) => setTimeout(done, 50))) if ((await lease.beat()) === 'cancel') told.push(lease.runId);
      await lease.drop();
      return null;
    };
    const run = await until((await start()).id, ({ engine }) => engine !== null);
    expect(run).toMatchObject({ status: 'running', trainer: 'trainer of the spec', stopping: null });
    const cancelled = await callRoute(statistician, routes.cancelRun, { params: { runId: run.id }, body: { reason: 'wrong seed' } });
    expect(cancelled).toMatchObject({ status: 'cancelled', modelDigest: null, stopping: 'cancel' });
    await until(run.id, ({ stopping }) => stopping === null);
    expect(told).toEqual([run.id]);
    expect(await eventsOf(run.id)).toEqual(['run.started', 'run.failed']);
  });
});

describe('who may', () => {
  it('nobody but those who may start runs', async () => {
    for (const role of ['reader', 'auditor', 'data-manager', 'administrator'] as const) {
      const other = await started.as(role);
      expect((await problemOf(callRoute(other, routes.listRuns))).code).toBe('forbidden');
    }
    expect((await problemOf(callRoute(statistician, routes.run, { params: { runId: randomUUID() } }))).code).toBe('not-found');
    expect((await problemOf(callRoute(statistician, routes.startRun, { params: { snapshotId: randomUUID() }, body: { config: { model: 'L', width: 16, imageSize: 64, epochs: 2, batchSize: 16, seed: 1, engine: 'auto' } } }))).code).toBe('not-found');
  });
});
