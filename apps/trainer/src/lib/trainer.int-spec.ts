import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cancelTraining, findTraining, JobQueue, pauseTraining, queueTraining, resumeTraining, RunProgress, TrainerDesk, trainersAlive, type JobPayload, type ProgressEvent, type SqlTransaction, type TrainingWork,
} from '@echocohort/jobs';
import { refuse } from '@echocohort/kernel';
import { bundleKey, checkpointName, FileStorage, objectKey, readVerified, stagedName } from '@echocohort/storage';
import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import { picturesInPlace, type PictureWork } from '@echocohort/training';
import pg from 'pg';
import { storeSnapshot } from '../spec-cases/stored-snapshot.ts';
import { childRunner, type TrainingRunner } from './child-runner.ts';
import { timeTraining } from './time-training.ts';
import { trainToStorage } from './train-to-storage.ts';
import { waitForTrainings } from './wait-for-trainings.ts';

// The trainer on a real queue and a real storage folder; the network is small and runs on WebAssembly.

const config = { engine: 'wasm', width: 4, imageSize: 32, epochs: 2, batchSize: 8 };
const clock = { now: (): Date => new Date() };
const onError = (): void => undefined;

let folder: string;
let storage: FileStorage;
let snapshot: Awaited<ReturnType<typeof storeSnapshot>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echocohort-trainer-'));
  storage = new FileStorage(join(folder, 'storage'));
  snapshot = await storeSnapshot(storage, 20);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const jobFor = (over: Partial<TrainingWork> = {}): TrainingWork => ({ runId: randomUUID(), snapshotRoot: snapshot.root, config, ...over });

async function namesUnder(runId: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { key } of storage.list(bundleKey(runId, ''))) names.push(key.slice(bundleKey(runId, '').length));
  return names.sort();
}

// Trainings here take a second or two; several times that where other work runs beside them.
jest.setTimeout(120_000);

describe('a training from storage to storage', () => {
  it('stores a bundle whose files are the listed ones and tells its progress', async () => {
    const events: ProgressEvent[] = [];
    const job = jobFor();
    const outcome = await trainToStorage(job, { storage, clock, onEvent: (event) => void events.push(event) });
    if (outcome.status !== 'finished') throw new Error(JSON.stringify(outcome));
    for (const { path, sha256 } of outcome.bundle.files) expect(await readVerified(storage, bundleKey(job.runId, stagedName(1, path)), sha256)).toMatchObject({ ok: true });
    expect(events.map(({ kind }) => kind).filter((kind) => kind !== 'step')).toEqual(['note', 'started', 'epoch', 'checkpoint', 'epoch', 'checkpoint']);
    expect(outcome.metrics.sets.map(({ refusal }) => refusal)).toEqual([null, null, 'outcomes-sealed']);
  }, 180_000);

  it.each<[string, Partial<TrainingWork>, string]>([
    ['a snapshot that is not there', { snapshotRoot: '0'.repeat(64) }, 'object-not-found'],
    ['a configuration with an unknown key', { config: { epoch: 1 } }, 'config-not-valid'],
  ])('refuses %s', async (_what, over, code) => {
    expect(await trainToStorage(jobFor(over), { storage, clock, onEvent: () => undefined })).toMatchObject({ status: 'failed', error: { code } });
  });

  it('refuses an object whose bytes were changed in storage', async () => {
    const other = new FileStorage(join(folder, 'spoiled'));
    const { root, leaves } = await storeSnapshot(other, 20);
    await writeFile(join(folder, 'spoiled', objectKey(leaves[0]?.sha256 ?? '')), 'other bytes');
    expect(await trainToStorage(jobFor({ snapshotRoot: root }), { storage: other, clock, onEvent: () => undefined })).toMatchObject({ status: 'failed', error: { code: 'snapshot-leaf-differs' } });
  });
});

describe('working on what was taken', () => {
  let database: TestDatabase;
  let api: SqlTransaction;
  let client: pg.Client;
  let worker: JobQueue;
  let queue: JobQueue;
  let desk: TrainerDesk;
  let progress: RunProgress;
  let leaving: AbortController;
  let working: Promise<void>;
  const ends: JobPayload<'train-finished'>[] = [];

  /** Trains in this very process; what is killed keeps nothing. */
  const inPlace: TrainingRunner = async (task, { onEvent, mayWrite, handBack, kill }) => {
    if (task.do === 'name-engine') return { tell: 'engine', engine: 'wasm', threads: 1 };
    const surroundings = { storage, clock, onEvent, mayWrite, handBack, signal: kill, ...(task.do === 'training' ? { place: task.place } : {}) };
    if (task.do === 'dry-run') return { tell: 'trial', outcome: await timeTraining(task.work, surroundings) };
    const outcome = await trainToStorage(task.work, surroundings);
    return kill.aborted ? { tell: 'killed-by-trainer' } : { tell: 'outcome', outcome };
  };
  const parts = (run: TrainingRunner) => ({ desk, run, storage, leaving: leaving.signal, log: () => undefined });
  const begin = (run: TrainingRunner = inPlace): void => {
    leaving = new AbortController();
    working = waitForTrainings(parts(run));
  };
  const stop = async (): Promise<void> => {
    leaving.abort();
    await working;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.appUrl });
    await client.connect();
    api = { $queryRawUnsafe: async <T>(query: string, ...values: unknown[]): Promise<T> => (await client.query(query, values)).rows as T };
    worker = await JobQueue.open(database.appUrl, { onError });
    queue = await JobQueue.open(database.trainerUrl, { onError });
    desk = new TrainerDesk(database.trainerUrl, queue, { sign: { name: 'trainer 1', engine: '', threads: 0 }, onError, leaseSeconds: 2 });
    progress = new RunProgress(database.appUrl, onError);
    await worker.work('train-finished', async ({ payload }) => void ends.push(payload));
  }, 180_000);
  // Also after a test that failed: a trainer that goes on waiting would keep the process alive.
  afterEach(() => stop());
  afterAll(async () => {
    await Promise.all([worker.close(0), queue.close(0), desk.close(), progress.close(), client.end()]);
    await database.drop();
  });

  async function until<T>(look: () => Promise<T> | T, isThere: (value: T) => boolean): Promise<T> {
    for (const limit = Date.now() + 60_000; ; await new Promise((done) => setTimeout(done, 50))) {
      const value = await look();
      if (isThere(value)) return value;
      if (Date.now() > limit) throw new Error(`did not come: last seen ${JSON.stringify(value)}`);
    }
  }
  const endOf = (runId: string) => until(() => ends.find((entry) => entry.runId === runId), (end) => end !== undefined);
  const state = (runId: string) => findTraining(api, runId);
  const kinds = async (runId: string) => (await progress.after(runId)).map(({ event }) => event.kind);
  const long = { ...config, epochs: 200, patience: 200 };

  it('trains, reports in order, sends the bundle and leaves no checkpoint', async () => {
    begin();
    const job = jobFor();
    await queueTraining(api, 'training', job);
    expect(await endOf(job.runId)).toMatchObject({ status: 'finished', metrics: { cutOff: { set: 'training' } } });
    expect((await kinds(job.runId)).filter((kind) => kind !== 'step')).toEqual(['taken', 'note', 'started', 'epoch', 'checkpoint', 'epoch', 'checkpoint']);
    await until(() => storage.stat(bundleKey(job.runId, checkpointName(1))), (found) => !found.ok);
    expect((await trainersAlive(api)).map(({ name, engine }) => [name, engine])).toEqual([['trainer 1', 'wasm']]);
    await stop();
  });

  it('times twenty steps of a trial and keeps nothing', async () => {
    begin();
    const job = jobFor({ config: { ...config, epochs: 30 } });
    await queueTraining(api, 'dry-run', job);
    const { result } = (await until(() => state(job.runId), (entry) => entry?.state === 'ended')) ?? {};
    expect(result).toMatchObject({ status: 'finished', trainer: 'trainer 1', engine: 'wasm', stepsTimed: 20, epochs: 30 });
    if (result?.status === 'finished') expect(result.secondsInAll).toBeGreaterThan(result.stepsInAll * result.secondsPerStep * 0.99);
    expect(await namesUnder(job.runId)).toEqual([]);
    expect(await kinds(job.runId)).toEqual([]);
    await stop();
  });

  it('is paused with its checkpoint, resumed by whoever is free, and cancelled without a trace', async () => {
    begin();
    const job = jobFor({ config: long });
    await queueTraining(api, 'training', job);
    await until(() => kinds(job.runId), (told) => told.includes('checkpoint'));
    await pauseTraining(api, job.runId);
    await until(() => state(job.runId), (entry) => entry?.state === 'paused');
    expect(await storage.stat(bundleKey(job.runId, checkpointName(1)))).toMatchObject({ ok: true });
    await resumeTraining(api, job.runId);
    const started = await until(async () => (await progress.after(job.runId)).filter(({ event }) => event.kind === 'started' || event.kind === 'taken'), (rows) => rows.length === 4);
    expect(started.map(({ event }) => (event.kind === 'taken' ? event.reason : 'started'))).toEqual(['first', 'started', 'resumed', 'started']);
    const again = started[3]?.event;
    expect(again?.kind === 'started' && again.resumedAt !== null && again.resumedAt !== undefined && again.resumedAt.epoch >= 2).toBe(true);
    await until(() => kinds(job.runId), (told) => told.slice(told.lastIndexOf('started')).includes('checkpoint'));
    await until(() => storage.stat(bundleKey(job.runId, checkpointName(1))), (found) => !found.ok);
    await cancelTraining(api, job.runId);
    await until(() => state(job.runId), (entry) => entry?.state === 'ended');
    expect(await namesUnder(job.runId)).toEqual([]);
    await stop();
  });

  it('is handed on when the trainer is told to go', async () => {
    begin();
    const job = jobFor({ config: long });
    await queueTraining(api, 'training', job);
    await until(() => kinds(job.runId), (told) => told.includes('started'));
    await stop();
    expect(await state(job.runId)).toMatchObject({ state: 'queued', trainer: null });
    expect(await namesUnder(job.runId)).toEqual([checkpointName(1)]);
    await cancelTraining(api, job.runId);
  });

  it('tries again what the system ended, but not for ever', async () => {
    begin((task) => Promise.resolve(task.do === 'name-engine' ? { tell: 'engine', engine: 'wasm', threads: 1 } : { tell: 'killed-by-system', signal: 'SIGKILL' }));
    const job = jobFor();
    await queueTraining(api, 'training', job);
    expect(await endOf(job.runId)).toMatchObject({ status: 'failed', error: { code: 'training-process-ended', detail: expect.stringContaining('by SIGKILL, 4 times in a row') as string } });
    expect((await kinds(job.runId)).filter((kind) => kind === 'taken')).toHaveLength(4);
    await stop();
  });

  it('says the code with which a process ended by itself', async () => {
    begin((task) => Promise.resolve(task.do === 'training' ? { tell: 'ended', code: 7 } : { tell: 'engine', engine: 'wasm', threads: 1 }));
    const job = jobFor();
    await queueTraining(api, 'training', job);
    expect(await endOf(job.runId)).toMatchObject({ status: 'failed', error: { code: 'training-process-ended', detail: expect.stringContaining('code 7') as string } });
    await stop();
  });

  it('goes on when its connections to the database are cut, as by a restart', async () => {
    begin();
    const job = jobFor({ config: long });
    await queueTraining(api, 'training', job);
    await until(() => kinds(job.runId), (told) => told.includes('checkpoint'));
    const cutter = new pg.Client({ connectionString: database.trainerUrl });
    await cutter.connect();
    await cutter.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()');
    await cutter.end();
    const before = (await kinds(job.runId)).length;
    await until(() => kinds(job.runId), (told) => told.slice(before).includes('checkpoint'));
    expect((await kinds(job.runId)).filter((kind) => kind === 'taken')).toHaveLength(1);
    await cancelTraining(api, job.runId);
    await until(() => state(job.runId), (entry) => entry?.state === 'ended');
    await stop();
  });
});

/** A store that has no room for some writes: by key, and by how often that key was written. */
class FullStorage extends FileStorage {
  private readonly times = new Map<string, number>();

  constructor(root: string, private readonly isFull: (key: string, times: number) => boolean) {
    super(root);
  }

  override put(...[key, ...rest]: Parameters<FileStorage['put']>): ReturnType<FileStorage['put']> {
    this.times.set(key, (this.times.get(key) ?? 0) + 1);
    return this.isFull(key, this.times.get(key) ?? 0) ? Promise.resolve(refuse({ code: 'storage-full' as const, detail: 'No space is left.' })) : super.put(key, ...rest);
  }
}

/** A store in front of which a trainer is frozen, in the middle of one write. */
class FrozenStorage extends FileStorage {
  wake: () => void = () => undefined;
  woken = false;
  private atIt: () => void = () => undefined;
  readonly reached = new Promise<void>((resolve) => (this.atIt = resolve));
  private readonly asleep = new Promise<void>((resolve) => (this.wake = () => { this.woken = true; resolve(); }));

  constructor(root: string, private readonly isHere: (key: string) => boolean) {
    super(root);
  }

  override async put(...[key, ...rest]: Parameters<FileStorage['put']>): ReturnType<FileStorage['put']> {
    if (this.isHere(key)) {
      this.atIt();
      await this.asleep;
    }
    return super.put(key, ...rest);
  }
}

describe('what stands in the way of a training', () => {
  const told: ProgressEvent[] = [];
  const onEvent = (event: ProgressEvent): void => void told.push(event);
  const checkpointKey = (runId: string): string => bundleKey(runId, checkpointName(1));

  it('a store that is full at a checkpoint keeps the old one, says so, and the training goes on', async () => {
    told.length = 0;
    const job = jobFor();
    const kept = new FullStorage(join(folder, 'storage'), (key, times) => key === checkpointKey(job.runId) && times === 2);
    expect(await trainToStorage(job, { storage: kept, clock, onEvent })).toMatchObject({ status: 'finished' });
    expect(told.filter(({ kind }) => kind === 'checkpoint')).toEqual([{ kind: 'checkpoint', epoch: 2, step: 0 }]);
    expect(told).toContainEqual({ kind: 'note', code: 'checkpoint-not-stored', facts: { because: 'storage-full' }, text: expect.stringContaining('the one before stays: No space is left.') as string });
    expect(await storage.stat(checkpointKey(job.runId))).toMatchObject({ ok: true });
  });

  it('a store that is full at the bundle fails the training in words', async () => {
    const job = jobFor();
    const kept = new FullStorage(join(folder, 'storage'), (key) => key.endsWith('weights.bin'));
    expect(await trainToStorage(job, { storage: kept, clock, onEvent })).toMatchObject({ status: 'failed', error: { code: 'storage-full', detail: expect.stringContaining('weights.bin') as string } });
  });

  it('a loss that is no number stops the training at its step, with the lesions of the batch, and the last checkpoint stays', async () => {
    told.length = 0;
    const job = jobFor();
    let batches = 0;
    const work: PictureWork = { ...picturesInPlace, batch: async (task) => (task.views.some(({ seed }) => seed !== null) && ++batches > 3 ? (await picturesInPlace.batch(task)).fill(NaN) : picturesInPlace.batch(task)) };
    const outcome = await trainToStorage(job, { storage, clock, onEvent, work });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'loss-not-finite', place: { epoch: 2, step: expect.any(Number) as number, lesions: expect.arrayContaining([expect.stringMatching(/^C01-/) as string]) as string[] } } });
    expect(told.filter(({ kind }) => kind === 'checkpoint')).toEqual([{ kind: 'checkpoint', epoch: 2, step: 0 }]);
    expect(await storage.stat(checkpointKey(job.runId))).toMatchObject({ ok: true });
  });

  it('a trainer whose lease is lost writes nothing', async () => {
    const job = jobFor();
    expect(await trainToStorage(job, { storage, clock, onEvent, mayWrite: () => Promise.resolve(false) })).toEqual({ status: 'lost' });
    expect(await namesUnder(job.runId)).toEqual([]);
  });

  it('one that was frozen inside a write, and lets it through when another has finished, changes no byte of the other', async () => {
    const job = jobFor();
    const frozen = new FrozenStorage(join(folder, 'storage'), (key) => key.endsWith('run.json'));
    const late = trainToStorage(job, { storage: frozen, clock: { now: () => new Date(0) }, onEvent, place: { taking: 1, checkpoint: null }, mayWrite: () => Promise.resolve(!frozen.woken) });
    await frozen.reached;
    const outcome = await trainToStorage(job, { storage, clock, onEvent, place: { taking: 2, checkpoint: checkpointName(1) } });
    if (outcome.status !== 'finished') throw new Error(JSON.stringify(outcome));
    frozen.wake();
    expect(await late).toEqual({ status: 'lost' });
    expect(await namesUnder(job.runId)).toContain(stagedName(1, 'run.json'));
    for (const { path, sha256 } of outcome.bundle.files) expect(await readVerified(storage, bundleKey(job.runId, stagedName(2, path)), sha256)).toMatchObject({ ok: true });
  });

  it('one class among the training lesions is refused in words, in a trial too', async () => {
    const other = new FileStorage(join(folder, 'one-class'));
    const { root } = await storeSnapshot(other, 20, { malignant: () => false });
    const job = jobFor({ snapshotRoot: root });
    expect(await trainToStorage(job, { storage: other, clock, onEvent })).toMatchObject({ status: 'failed', error: { code: 'training-set-one-class' } });
    expect(await timeTraining(job, { storage: other, clock, onEvent })).toMatchObject({ status: 'failed', error: { code: 'training-set-one-class' } });
  });
});

describe('the training process', () => {
  const outcome = { tell: 'outcome', outcome: { status: 'failed', error: { code: 'one', detail: 'two' } } } as const;
  const scripted = async (body: string, { handBack = new AbortController().signal, kill = new AbortController().signal, mayWrite = () => Promise.resolve(true) } = {}) => {
    const script = join(folder, `${randomUUID()}.mjs`);
    await writeFile(script, `process.once('message', () => { ${body} });`);
    const events: ProgressEvent[] = [];
    return { events, end: await childRunner(script)({ do: 'training', work: jobFor(), place: { taking: 1, checkpoint: null } }, { onEvent: (event) => void events.push(event), mayWrite, handBack, kill }) };
  };
  const after = (ms: number): AbortSignal => AbortSignal.timeout(ms);

  it('passes on progress and outcome', async () => {
    const note = { kind: 'note', text: 'half way' } as const;
    const ran = await scripted(`process.send(${JSON.stringify({ tell: 'progress', event: note })}); process.send(${JSON.stringify(outcome)}, () => process.exit(0));`);
    expect(ran).toEqual({ events: [note], end: outcome });
  });
  it('says how it was ended when it gives no outcome', async () => {
    expect((await scripted("process.kill(process.pid, 'SIGKILL');")).end).toEqual({ tell: 'killed-by-system', signal: 'SIGKILL' });
    expect((await scripted('process.exit(7);')).end).toEqual({ tell: 'ended', code: 7 });
  });
  it('is ended when it speaks another language', async () => {
    expect((await scripted("process.send({ hello: 'world' }); setInterval(() => undefined, 1000);")).end).toMatchObject({ tell: 'killed-by-system' });
  });
  it('asks before it writes, and hears the answer', async () => {
    const script = `process.on('message', ({ granted }) => process.send({ tell: 'outcome', outcome: { status: 'handed-back', detail: String(granted) } }, () => process.exit(0))); process.send({ tell: 'about-to-write', number: 1 });`;
    expect((await scripted(script, { mayWrite: () => Promise.resolve(false) })).end).toMatchObject({ outcome: { detail: 'false' } });
  });
  it('is asked for a checkpoint when the training is to stop, and ended at once when it is to be killed', async () => {
    const handedBack = { tell: 'outcome', outcome: { status: 'handed-back', detail: 'kept' } };
    expect((await scripted(`process.on('message', ({ ask }) => { if (ask === 'hand-back') process.send(${JSON.stringify(handedBack)}, () => process.exit(0)); });`, { handBack: after(300) })).end).toEqual(handedBack);
    expect((await scripted('setInterval(() => undefined, 1000);', { kill: after(300) })).end).toEqual({ tell: 'killed-by-trainer' });
  });
});
