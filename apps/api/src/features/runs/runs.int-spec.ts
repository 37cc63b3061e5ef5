import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callRoute, routes, sendRoute, type Caller, type RunView, type SnapshotView } from '@echocohort/contracts';
import { JobQueue, TrainerDesk, type JobPayload, type Taken } from '@echocohort/jobs';
import { BUNDLE_FILES, MANIFEST_NAME, metricsOf, type LesionScore } from '@echocohort/model';
import { bundleKey, checkpointName, FileStorage, stagedName } from '@echocohort/storage';
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

const stored = () => new FileStorage(started.storageFolder);
const bundleOf = (runId: string, taking: number) => storeTrainedBundle(stored(), runId, snapshot.root, predictions(), (path) => stagedName(taking, path));

/** What lies in storage under a run. */
async function namesUnder(runId: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { key } of stored().list(bundleKey(runId, ''))) names.push(key.slice(bundleKey(runId, '').length));
  return names.sort();
}

const finished: Answer = async ({ lease, place: { taking } }) => {
  const { runId } = lease;
  const truth = new Map(development.map(({ code }, index) => [code, index % 2 === 1]));
  await lease.add({ kind: 'started', engine: 'wasm', version: 'tfjs 4.22.0', threads: 1, images: 28, lesions: 7 });
  await lease.add(epoch);
  return { runId, status: 'finished', taking, bundle: await bundleOf(runId, taking), metrics: JSON.parse(JSON.stringify(metricsOf(predictions(), truth))) as Record<string, never> };
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

  it('has the files under their own names, whichever trainer stored them, and nothing else', async () => expect(await namesUnder(run.id)).toEqual([...BUNDLE_FILES, MANIFEST_NAME].sort()));

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
    answer = ({ lease: { runId } }) => Promise.resolve({ runId, status: 'failed', error: { code: 'loss-not-finite', detail: 'The loss is no number.', facts: { batchSize: 8 }, place: { epoch: 2, step: 7, lesions: ['C01-0001-L1'] } } });
    const run = await ended((await start()).id);
    expect(run).toMatchObject({ status: 'failed', error: 'loss-not-finite: The loss is no number.', modelDigest: null, failure: { code: 'loss-not-finite', detail: 'The loss is no number.', facts: { batchSize: 8 }, epoch: 2, step: 7, lesions: ['C01-0001-L1'] } });
    expect(await eventsOf(run.id)).toEqual(['run.started', 'run.failed']);
  });

  it('is failed when a file of the bundle is not the one listed', async () => {
    answer = async (job) => {
      const outcome = await finished(job);
      await writeFile(join(started.storageFolder, bundleKey(job.lease.runId, stagedName(job.place.taking, 'weights.bin'))), 'other weights');
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
    // What trainers tell is read after the queue: a trainer that began in between shows its engine before its name.
    const run = await until((await start()).id, ({ engine, trainer }) => engine !== null && trainer !== null);
    expect(run).toMatchObject({ status: 'running', trainer: 'trainer of the spec', stopping: null });
    const cancelled = await callRoute(statistician, routes.cancelRun, { params: { runId: run.id }, body: { reason: 'wrong seed' } });
    expect(cancelled).toMatchObject({ status: 'cancelled', modelDigest: null, stopping: 'cancel' });
    await until(run.id, ({ stopping }) => stopping === null);
    expect(told).toEqual([run.id]);
    expect(await eventsOf(run.id)).toEqual(['run.started', 'run.failed']);
  });
});

describe('a run in the hands of people', () => {
  /** Works until the person says otherwise, as a trainer does, and lets go. */
  const patient: Answer = async ({ lease, reason }) => {
    await lease.add({ kind: 'taken', trainer: desk.name, reason });
    await lease.add({ kind: 'started', engine: 'wasm', version: '1', threads: 1, images: 1, lesions: 1, resumedAt: reason === 'first' ? null : { epoch: 2, step: 3 } });
    await lease.add({ kind: 'step', epoch: 1, epochs: 2, step: 4, steps: 10, loss: 0.7, imagesPerSecond: 20, secondsLeft: 16, secondsPerStep: 1, memoryMb: 300 });
    for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((done) => setTimeout(done, 50))) {
      const sign = await lease.beat();
      if (sign === 'held') continue;
      await (sign === 'pause' ? lease.letGo('handed-on') : lease.drop());
      break;
    }
    return null;
  };
  const because = { reason: 'the machine is needed' };
  const codeOf = async (call: Promise<unknown>) => (await problemOf(call)).code;

  it('is paused, waits, is resumed and cancelled; each step in the trail, each wrong one refused', async () => {
    answer = patient;
    const { id } = await start();
    const params = { runId: id };
    const running = await until(id, ({ step }) => step !== null);
    expect(running).toMatchObject({ status: 'running', yours: true, stopping: null, trainer: desk.name, step: { step: 4, steps: 10, loss: 0.7, memoryMb: 300 }, takings: [{ trainer: desk.name, why: 'first', epoch: null }] });
    expect(await codeOf(callRoute(statistician, routes.resumeRun, { params, body: {} }))).toBe('wrong-state');
    const other = await started.as('administrator');
    expect(await codeOf(callRoute(other, routes.pauseRun, { params, body: because }))).toBe('forbidden');
    expect(await callRoute(statistician, routes.pauseRun, { params, body: because })).toMatchObject({ status: 'paused', stopping: 'pause' });
    expect(await until(id, ({ stopping }) => stopping === null)).toMatchObject({ status: 'paused', trainer: null, queue: null });
    expect(await codeOf(callRoute(statistician, routes.pauseRun, { params, body: because }))).toBe('wrong-state');
    const paused = { act: 'paused', by: running.startedBy, reason: because.reason, at: expect.any(String) as string };
    expect((await callRoute(statistician, routes.trainingQueue)).entries).toMatchObject([{ runId: id, status: 'paused', waitsFor: 'its-owner', paused }]);
    expect(await callRoute(statistician, routes.resumeRun, { params, body: {} })).toMatchObject({ stopping: null });
    // State and events are read one after the other: the taking may be told before the state is.
    expect(await until(id, ({ takings, status }) => takings.length === 2 && status === 'running')).toMatchObject({ status: 'running', takings: [{ why: 'first' }, { why: 'resumed', epoch: 2, step: 3 }] });
    expect(await callRoute(statistician, routes.cancelRun, { params, body: because })).toMatchObject({ status: 'cancelled' });
    await until(id, ({ stopping }) => stopping === null);
    expect((await runOf(id)).acts).toEqual([paused, { ...paused, act: 'resumed', reason: null }, { ...paused, act: 'cancelled' }]);
    for (const [route, body] of [[routes.pauseRun, because], [routes.resumeRun, {}], [routes.cancelRun, because]] as const) expect(await codeOf(callRoute(statistician, route, { params, body: body as never }))).toBe('already-ended');
    expect(await eventsOf(id)).toEqual(['run.started', 'run.paused', 'run.resumed', 'run.failed']);
    const log = await callRoute(statistician, routes.runLog, { params });
    expect(log.items.map(({ kind }) => kind)).toEqual(['taken', 'started', 'step', 'taken', 'started', 'step']);
    expect(log.items[4]?.text).toMatchObject({ zh: expect.stringContaining('从第 2 轮第 3 步之后继续') as string, en: expect.stringContaining('goes on in epoch 2 after 3 steps') as string });
    expect((await callRoute(statistician, routes.runLog, { params, query: { after: log.items[3]?.id } })).items).toEqual(log.items.slice(4));
  });

  it('is nobody else\'s, until its owner is gone', async () => {
    answer = patient;
    const { id } = await start();
    await until(id, ({ step }) => step !== null);
    const give = (email: string) => asOwner(started, 'UPDATE model_run SET started_by_id = (SELECT id FROM person WHERE email = $2) WHERE id = $1', [id, email]);
    await give('reader@demo.echocohort.example');
    expect(await runOf(id)).toMatchObject({ yours: false });
    for (const route of [routes.pauseRun, routes.cancelRun]) expect(await codeOf(callRoute(statistician, route, { params: { runId: id }, body: because }))).toBe('not-yours');
    expect(await codeOf(callRoute(statistician, routes.resumeRun, { params: { runId: id }, body: {} }))).toBe('not-yours');
    expect(await eventsOf(id)).toEqual(['run.started']);
    await asOwner(started, "UPDATE person SET disabled_at = now() WHERE email = 'reader@demo.echocohort.example'", []);
    expect(await callRoute(statistician, routes.cancelRun, { params: { runId: id }, body: because })).toMatchObject({ status: 'cancelled' });
    await asOwner(started, "UPDATE person SET disabled_at = NULL WHERE email = 'reader@demo.echocohort.example'", []);
    await until(id, ({ stopping }) => stopping === null);
  });

  it('shows in the queue with what waits behind it, and when that is expected from the measured steps', async () => {
    answer = patient;
    const [first, second] = [await start(), await start()];
    await until(first.id, ({ step }) => step !== null);
    await desk.show(); // as trainers do every few seconds: a minute may have passed where other work runs beside
    const view = await callRoute(statistician, routes.trainingQueue);
    expect(view.trainers).toMatchObject([{ name: 'trainer of the spec', engine: 'wasm', threads: 1, work: { kind: 'training', runId: first.id } }]);
    expect(view.entries).toMatchObject([{ runId: first.id, status: 'running', position: null, epoch: 1, epochs: 2, snapshotId: snapshot.id, askedBy: expect.any(String) as string }, { runId: second.id, status: 'queued', position: 1, waitsFor: 'busy-trainers' }]);
    const [running, waiting] = view.entries;
    expect(running?.secondsLeft).toBeLessThanOrEqual(16);
    expect(Date.parse(waiting?.expectedStart ?? '')).toBeGreaterThan(Date.parse(view.at));
    // Two epochs of ten steps of one second each: as long as the one before it was found to take.
    expect(Date.parse(waiting?.expectedEnd ?? '') - Date.parse(waiting?.expectedStart ?? '')).toBe(20_000);
    expect((await runOf(second.id)).queue).toMatchObject({ position: 1, waitsFor: 'busy-trainers' });
    for (const { id } of [second, first]) await callRoute(statistician, routes.cancelRun, { params: { runId: id }, body: because });
    await until(first.id, ({ stopping }) => stopping === null);
  });
});

describe('a timed trial', () => {
  const measured = { status: 'finished', trainer: 'trainer of the spec', engine: 'wasm', threads: 1, images: 9, lesions: 5, stepsTimed: 20, secondsPerStep: 0.5, imagesPerSecond: 32, epochs: 10, stepsInAll: 100, secondsInAll: 60, memoryMb: 200 } as const;
  const params = () => ({ snapshotId: snapshot.id });
  const trialOf = async (id: string) => {
    for (const end = Date.now() + 20_000; ; await new Promise((done) => setTimeout(done, 50))) {
      const trial = await callRoute(statistician, routes.dryRun, { params: { ...params(), dryRunId: id } });
      if (trial.result !== null || trial.failure !== null || Date.now() > end) return trial;
    }
  };

  it('says how long one training would take, or all folds, and registers nothing', async () => {
    answer = async ({ lease }) => ((await lease.endDryRun(measured)) ? null : null);
    const before = await asOwner(started, 'SELECT count(*)::int AS runs FROM model_run', []);
    const asked = await callRoute(statistician, routes.startDryRun, { params: params(), body: { config: { epochs: 10 }, folds: 5 } });
    expect(['queued', 'running', 'finished']).toContain(asked.status);
    const { status: _, ...found } = measured;
    expect(await trialOf(asked.id)).toMatchObject({ status: 'finished', result: { ...found, trainings: 5, secondsForAll: 300 } });
    expect(await asOwner(started, 'SELECT count(*)::int AS runs FROM model_run', [])).toEqual(before);
  });

  it('says why there is none', async () => {
    answer = async ({ lease }) => ((await lease.endDryRun({ status: 'failed', error: { code: 'training-set-one-class', detail: 'One class.' } })) ? null : null);
    expect(await trialOf((await callRoute(statistician, routes.startDryRun, { params: params(), body: { config: {} } })).id)).toMatchObject({ status: 'failed', failure: { code: 'training-set-one-class' } });
    expect((await problemOf(callRoute(statistician, routes.dryRun, { params: { ...params(), dryRunId: randomUUID() } }))).code).toBe('not-found');
  });
});

describe('a cross-validation', () => {
  /** Scores of a fold: of the development lesions every second one is left out, by the fold's number. */
  const foldScores = (index: number, of: number): LesionScore[] => predictions().map((score, at) => (score.set === 'external_validation' ? score : { ...score, set: at % of === index ? 'internal_validation' : 'training' }));
  const foldIndex = ({ work: { config } }: Held): number => Number((config['fold'] as { index: number }).index);
  const trained: Answer = async (held) => {
    const { runId } = held.lease;
    const scores = foldScores(foldIndex(held), 2);
    const truth = new Map(development.map(({ code }, index) => [code, index % 2 === 1]));
    return { runId, status: 'finished', bundle: await storeTrainedBundle(new FileStorage(started.storageFolder), runId, snapshot.root, scores), metrics: JSON.parse(JSON.stringify(metricsOf(scores, truth))) as Record<string, never> };
  };
  const broken: Answer = ({ lease: { runId } }) => Promise.resolve({ runId, status: 'failed', error: { code: 'out-of-memory', detail: 'No room.' } });
  const view = (id: string) => callRoute(statistician, routes.crossValidation, { params: { crossValidationId: id } });
  const standsAt = async (id: string, status: string) => {
    for (const end = Date.now() + 20_000; ; await new Promise((done) => setTimeout(done, 100))) {
      const now = await view(id);
      if (now.status === status) return now;
      if (Date.now() > end) throw new Error(`it stands at ${now.status}`);
    }
  };

  it('trains each fold by itself, says which one failed, trains that one anew, and puts all together', async () => {
    await callRoute(statistician, routes.readNotices, { body: {} });
    answer = (held) => (foldIndex(held) === 1 ? broken(held) : trained(held));
    const { id } = await callRoute(statistician, routes.startCrossValidation, { params: { snapshotId: snapshot.id }, body: { config: { epochs: 2 }, folds: 2 } });
    const failed = await standsAt(id, 'failed');
    expect(failed).toMatchObject({ of: 2, missing: [2], pooled: null, yours: true, folds: [{ fold: 1, status: 'finished', held: { set: 'internal_validation', lesions: 3 } }, { fold: 2, status: 'failed', failure: { code: 'out-of-memory' }, held: null, earlier: [] }] });
    expect((await problemOf(callRoute(statistician, routes.restartFold, { params: { crossValidationId: id, fold: 1 }, body: {} }))).code).toBe('wrong-state');
    expect((await problemOf(callRoute(statistician, routes.restartFold, { params: { crossValidationId: id, fold: 3 }, body: {} }))).code).toBe('not-found');
    expect((await problemOf(sendRoute(statistician, routes.outOfFoldScores, { params: { crossValidationId: id } }))).code).toBe('not-found');
    answer = trained;
    await callRoute(statistician, routes.restartFold, { params: { crossValidationId: id, fold: 2 }, body: {} });
    const done = await standsAt(id, 'finished');
    expect(done).toMatchObject({ missing: [], folds: [{ fold: 1, runId: failed.folds[0]?.runId }, { fold: 2, status: 'finished', earlier: [failed.folds[1]?.runId] }], pooled: { lesions: 5, patients: 5, malignant: 2, method: 'auc-clustered' } });
    const table = await (await sendRoute(statistician, routes.outOfFoldScores, { params: { crossValidationId: id } })).text();
    expect(table.trimEnd().split('\n').map((line) => line.split(',')[2])).toEqual(['fold', ...predictions().slice(0, 5).map((_, at) => String((at % 2) + 1))]);
    expect(sha256(new TextEncoder().encode(table))).toBe(done.pooled?.predictions);
    expect((await callRoute(statistician, routes.listCrossValidations)).items[0]?.id).toBe(id);
    expect((await asOwner(started, "SELECT type FROM audit_event WHERE payload ->> 'crossValidation' = $1 ORDER BY seq", [id])).map((row) => row['type'])).toEqual(['cross-validation.started', 'run.started', 'run.started', 'run.started', 'cross-validation.finished']);
    // A fold is registered, and yet no model that sealed outcomes are opened for.
    expect(await runOf(done.folds[0]?.runId ?? '')).toMatchObject({ crossValidation: { id, fold: 1, of: 2 }, externalOpenedAt: null, metrics: [{}, {}, { auc: null }] });
    const { unread, items } = await callRoute(statistician, routes.listNotices);
    expect([unread, items.slice(0, 2).map(({ kind, fold, code }) => [kind, fold, code])]).toEqual([2, [['cross-validation-finished', null, null], ['cross-validation-failed', 2, 'out-of-memory']]]);
  });
});

describe('proof', () => {
  it('says which lesions trained a model, and which models a patient trained, folds included', async () => {
    answer = finished;
    const { id } = await ended((await start()).id);
    const { model, counts, lesions } = await callRoute(statistician, routes.runLesions, { params: { runId: id } });
    expect(model).toMatchObject({ runId: id, model: 'L', snapshotRoot: snapshot.root, crossValidation: null });
    expect(counts).toEqual({ lesions: 7, patients: 7, trainedLesions: 4, trainedPatients: 4 });
    expect(lesions.filter(({ trained }) => trained).map(({ lesion }) => lesion)).toEqual(development.slice(1).map(({ code }) => code).sort());
    const patient = development[1]?.code.slice(0, 8) ?? '';
    const proof = await callRoute(statistician, routes.patientModels, { params: { subjectCode: patient } });
    expect(proof.models[0]).toMatchObject({ runId: id, trained: true, lesions: [{ set: 'training', trained: true }] });
    expect(new Set(proof.models.filter(({ crossValidation }) => crossValidation !== null).map(({ trained, crossValidation }) => [crossValidation?.fold, trained].join()))).toEqual(new Set(['1,true', '2,false']));
    expect((await asOwner(started, "SELECT type FROM audit_event ORDER BY seq DESC LIMIT 2", [])).map((row) => row['type'])).toEqual(['subject.models-read', 'model.lesions-read']);
  });

  it('shows people of a centre their own lesions, and no other patient', async () => {
    const [run] = (await callRoute(statistician, routes.listRuns)).items.filter(({ status }) => status === 'finished');
    const coordinator = await started.as('coordinator', 'C02');
    const { lesions } = await callRoute(coordinator, routes.runLesions, { params: { runId: run?.id ?? '' } });
    expect(new Set(lesions.map(({ centre }) => centre))).toEqual(new Set(['C02']));
    const own = await callRoute(coordinator, routes.patientModels, { params: { subjectCode: development[2]?.code.slice(0, 8) ?? '' } });
    expect(own.models.length).toBeGreaterThan(0);
    expect((await problemOf(callRoute(coordinator, routes.patientModels, { params: { subjectCode: development[0]?.code.slice(0, 8) ?? '' } }))).code).toBe('not-found');
    expect((await problemOf(callRoute(await started.as('coordinator', 'C04'), routes.runLesions, { params: { runId: run?.id ?? '' } }))).code).toBe('not-found');
  });

  it('of models from before it was recorded is refused until the worker has recorded it from their bundles, when it starts', async () => {
    const runs = (await callRoute(statistician, routes.listRuns)).items;
    const params = { runId: runs.find(({ status }) => status === 'finished')?.id ?? '' };
    await asOwner(started, 'DELETE FROM model_lesion WHERE run_id = $1', [params.runId]);
    expect((await problemOf(callRoute(statistician, routes.runLesions, { params }))).code).toBe('proof-not-recorded');
    expect((await problemOf(callRoute(statistician, routes.patientModels, { params: { subjectCode: development[1]?.code.slice(0, 8) ?? '' } }))).code).toBe('proof-not-recorded');
    const [early, late] = runs.filter(({ status }) => status === 'failed').map(({ id }) => id);
    for (const id of [params.runId, early ?? '', late ?? '']) await stored().put(bundleKey(id, checkpointName(9)), new Uint8Array([1]));
    await asOwner(started, "UPDATE model_run SET finished_at = now() - interval '15 days' WHERE id = $1", [early]);
    await worker.close();
    worker = await startWorker({ ...started.env, LOG_LEVEL: 'silent' });
    for (const end = Date.now() + 20_000; (await namesUnder(early ?? '')).includes(checkpointName(9)) && Date.now() < end; ) await new Promise((done) => setTimeout(done, 100));
    expect((await callRoute(statistician, routes.runLesions, { params })).counts.lesions).toBe(7);
    // What was let through after the end goes; the checkpoint of a failure stays for a fortnight.
    expect(await Promise.all([params.runId, early ?? '', late ?? ''].map(async (id) => (await namesUnder(id)).includes(checkpointName(9))))).toEqual([false, false, true]);
  });
});

describe('notices', () => {
  it('are the person\'s own, read one by one or all at once', async () => {
    const { unread, items } = await callRoute(statistician, routes.listNotices);
    expect(unread).toBeGreaterThan(1);
    const noticeId = items[0]?.id ?? '';
    expect((await callRoute(statistician, routes.readNotice, { params: { noticeId }, body: {} })).unread).toBe(unread - 1);
    const other = await started.as('auditor');
    expect(await callRoute(other, routes.listNotices)).toEqual({ unread: 0, items: [] });
    expect((await problemOf(callRoute(other, routes.readNotice, { params: { noticeId }, body: {} }))).code).toBe('not-found');
    expect((await callRoute(statistician, routes.readNotices, { body: {} })).unread).toBe(0);
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
