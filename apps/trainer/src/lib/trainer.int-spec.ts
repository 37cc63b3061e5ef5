import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JobQueue, RunProgress, type JobPayload, type ProgressEvent } from '@echocohort/jobs';
import { bundleKey, FileStorage, objectKey, readVerified } from '@echocohort/storage';
import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import { storeSnapshot } from '../spec-cases/stored-snapshot.ts';
import { childRunner } from './child-runner.ts';
import { takeTraining } from './train.job.ts';
import { trainToStorage } from './train-to-storage.ts';

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

const jobFor = (over: Partial<JobPayload<'train'>> = {}): JobPayload<'train'> => ({ runId: randomUUID(), snapshotRoot: snapshot.root, config, ...over });
const neverStop = new AbortController().signal;

// Trainings here take a second or two; several times that where other work runs beside them.
jest.setTimeout(120_000);

describe('a training from storage to storage', () => {
  it('stores a bundle whose files are the listed ones and tells its progress', async () => {
    const events: ProgressEvent[] = [];
    const job = jobFor();
    const outcome = await trainToStorage(job, { storage, clock, onEvent: (event) => void events.push(event) });
    if (outcome.status !== 'finished') throw new Error(JSON.stringify(outcome));
    for (const { path, sha256 } of outcome.bundle.files) expect(await readVerified(storage, bundleKey(job.runId, path), sha256)).toMatchObject({ ok: true });
    expect(events.map(({ kind }) => kind)).toEqual(['note', 'started', 'epoch', 'epoch']);
    expect(outcome.metrics.sets.map(({ refusal }) => refusal)).toEqual([null, null, 'outcomes-sealed']);
  }, 180_000);

  it.each<[string, Partial<JobPayload<'train'>>, string]>([
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

describe('taking trainings from the queue', () => {
  let database: TestDatabase;
  let api: JobQueue;
  let trainer: JobQueue;
  let progress: RunProgress;
  const ends: JobPayload<'train-finished'>[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await JobQueue.open(database.appUrl, { onError });
    trainer = await JobQueue.open(database.trainerUrl, { onError });
    progress = new RunProgress(database.trainerUrl, onError);
    await api.work('train-finished', async ({ payload }) => void ends.push(payload));
    const run = (job: JobPayload<'train'>, onEvent: (event: ProgressEvent) => void, signal: AbortSignal) => trainToStorage(job, { storage, clock, onEvent, signal });
    await trainer.work('train', (job) => takeTraining({ queue: trainer, progress, run }, job));
  }, 180_000);
  afterAll(async () => {
    await Promise.all([api.close(0), trainer.close(0)]);
    await progress.close();
    await database.drop();
  });

  const endOf = async (runId: string): Promise<JobPayload<'train-finished'> | undefined> => {
    for (const limit = Date.now() + 120_000; Date.now() < limit; await new Promise((done) => setTimeout(done, 100))) {
      const end = ends.find((entry) => entry.runId === runId);
      if (end) return end;
    }
    return undefined;
  };

  it('trains, reports in order, and sends the bundle', async () => {
    const job = jobFor();
    await api.send('train', job);
    expect(await endOf(job.runId)).toMatchObject({ status: 'finished', metrics: { cutOff: { set: 'training' } } });
    expect((await progress.after(job.runId)).map(({ event }) => event.kind)).toEqual(['note', 'started', 'epoch', 'epoch']);
  }, 180_000);

  it('stops a training that was cancelled and stores nothing of it', async () => {
    const job = jobFor({ config: { ...config, epochs: 200, patience: 200 } });
    const id = await api.send('train', job);
    for (const limit = Date.now() + 90_000; (await progress.after(job.runId)).length < 3 && Date.now() < limit; await new Promise((done) => setTimeout(done, 100)));
    await api.cancel('train', id ?? '');
    expect(await endOf(job.runId)).toEqual({ runId: job.runId, status: 'cancelled' });
    expect(await storage.stat(bundleKey(job.runId, 'MANIFEST.sha256'))).toMatchObject({ ok: false });
  }, 180_000);

  it('throws when the trainer itself is stopped, so that the queue knows', async () => {
    const job = { id: randomUUID(), payload: jobFor(), attempt: 0, signal: neverStop };
    await expect(takeTraining({ queue: { send: () => Promise.resolve(null), state: () => Promise.resolve('running') }, progress, run: () => Promise.resolve({ status: 'cancelled' }) }, job)).rejects.toThrow('stopped');
  });
});

describe('the training process', () => {
  const outcome = { status: 'failed', error: { code: 'one', detail: 'two' } } as const;
  const scripted = async (body: string, signal = neverStop) => {
    const script = join(folder, `${randomUUID()}.mjs`);
    await writeFile(script, `process.once('message', () => { ${body} });`);
    const events: ProgressEvent[] = [];
    return { events, outcome: await childRunner(script, 500)(jobFor(), (event) => void events.push(event), signal) };
  };

  it('passes on progress and outcome', async () => {
    const note = { kind: 'note', text: 'half way' } as const;
    const ran = await scripted(`process.send(${JSON.stringify({ tell: 'progress', event: note })}); process.send(${JSON.stringify({ tell: 'outcome', outcome })}, () => process.exit(0));`);
    expect(ran).toEqual({ events: [note], outcome });
  });
  it('says how it was ended when it gives no outcome', async () => {
    expect((await scripted("process.kill(process.pid, 'SIGKILL');")).outcome).toMatchObject({ status: 'failed', error: { code: 'training-process-ended', detail: expect.stringContaining('SIGKILL') as string } });
    expect((await scripted('process.exit(7);')).outcome).toMatchObject({ status: 'failed', error: { detail: expect.stringContaining('code 7') as string } });
  });
  it('is ended when it speaks another language', async () => {
    expect((await scripted("process.send({ hello: 'world' }); setInterval(() => undefined, 1000);")).outcome).toMatchObject({ status: 'failed', error: { code: 'training-process-ended' } });
  });
  it('is asked for a checkpoint when the training is to stop', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    const handedBack = { tell: 'outcome', outcome: { status: 'handed-back', detail: 'kept' } };
    const ran = await scripted(`process.on('message', ({ ask }) => { if (ask === 'hand-back') process.send(${JSON.stringify(handedBack)}, () => process.exit(0)); });`, stop.signal);
    expect(ran.outcome).toEqual(handedBack.outcome);
  });
  it('is ended when it hands nothing back in time', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    expect((await scripted('setInterval(() => undefined, 1000);', stop.signal)).outcome).toEqual({ status: 'cancelled' });
  });
});
