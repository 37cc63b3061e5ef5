import { fork, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTraining, JobQueue, queueTraining, RunProgress, trainersAlive, type JobPayload, type SqlTransaction } from '@echocohort/jobs';
import { bundleKey, checkpointName, FileStorage, readObject, readVerified, stagedName } from '@echocohort/storage';
import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import pg from 'pg';
import { storeSnapshot } from '../spec-cases/stored-snapshot.ts';
import { childMessage } from './training-outcome.ts';

// Trainers as they are built, two processes on one queue: one is killed by the system, another frozen and woken again.

const DIST = join(__dirname, '../../dist');
const config = { engine: 'wasm', width: 4, imageSize: 32, epochs: 6, batchSize: 8, learningRate: 2e-3 };
const onError = (): void => undefined;

let folder: string;
let storage: FileStorage;
let root: string;
let database: TestDatabase;
let client: pg.Client;
let api: SqlTransaction;
let progress: RunProgress;
let worker: JobQueue;
const trainers = new Map<string, ChildProcess>();
const ends: JobPayload<'train-finished'>[] = [];

/** Starts a trainer in a process group of its own, so that it can be killed and frozen with the training process that it started. */
function startTrainer(name: string): void {
  const env = { ...process.env, STORAGE_DIR: folder, JOBS_DATABASE_URL: database.trainerUrl, TRAINER_LEASE_SECONDS: '2', TRAINER_NAME: name, SIGN_OF_LIFE_FILE: join(folder, `sign-${name}`) };
  trainers.set(name, spawn(process.execPath, [join(DIST, 'main.js')], { env, stdio: 'ignore', detached: true }));
}

const signal = (name: string, what: NodeJS.Signals): boolean => {
  const pid = trainers.get(name)?.pid;
  return pid !== undefined && process.kill(-pid, what);
};

beforeAll(async () => {
  if (!existsSync(join(DIST, 'main.js'))) throw new Error('apps/trainer is not built; npm run build');
  folder = await mkdtemp(join(tmpdir(), 'echocohort-killed-'));
  storage = new FileStorage(folder);
  ({ root } = await storeSnapshot(storage, 30));
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
  api = { $queryRawUnsafe: async <T>(query: string, ...values: unknown[]): Promise<T> => (await client.query(query, values)).rows as T };
  progress = new RunProgress(database.appUrl, onError);
  worker = await JobQueue.open(database.appUrl, { onError });
  await worker.work('train-finished', async ({ payload }) => void ends.push(payload));
  startTrainer('one');
  startTrainer('two');
  await until(() => trainersAlive(api), (alive) => alive.filter(({ engine }) => engine !== '').length === 2);
}, 120_000);
afterAll(async () => {
  for (const child of trainers.values()) if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
  await Promise.all([progress.close(), worker.close(0), client.end()]);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function until<T>(look: () => Promise<T> | T, isThere: (value: T) => boolean): Promise<T> {
  for (const limit = Date.now() + 60_000; ; await new Promise((done) => setTimeout(done, 20))) {
    const value = await look();
    if (isThere(value)) return value;
    if (Date.now() > limit) throw new Error(`did not come: last seen ${JSON.stringify(value)}`);
  }
}

async function queued(): Promise<string> {
  const runId = randomUUID();
  await queueTraining(api, 'training', { runId, snapshotRoot: root, config });
  return runId;
}
const eventsOf = async (runId: string) => (await progress.after(runId)).map(({ event }) => event);
/** Waits for the first checkpoint of this taking and tells who holds the training. */
async function holderAfterCheckpoint(runId: string, taking: number): Promise<string> {
  const ofTaking = (events: readonly { kind: string }[]): boolean => events.reduce(({ taken, kept }, { kind }) => (kind === 'taken' ? { taken: taken + 1, kept: false } : { taken, kept: kept || (kind === 'checkpoint' && taken === taking) }), { taken: 0, kept: false }).kept;
  await until(() => eventsOf(runId), ofTaking);
  return (await findTraining(api, runId))?.trainer ?? '';
}
async function weightsOf(runId: string): Promise<Buffer> {
  const end = await until(() => ends.find((entry) => entry.runId === runId), (found) => found !== undefined);
  if (end?.status !== 'finished') throw new Error(JSON.stringify(end));
  const named = (path: string): string => bundleKey(runId, stagedName(end.taking ?? 0, path));
  for (const { path, sha256 } of end.bundle.files) expect(await readVerified(storage, named(path), sha256)).toMatchObject({ ok: true });
  const bytes = await readObject(storage, named('weights.bin'));
  return Buffer.from(bytes.ok ? bytes.value : []);
}
const takings = async (runId: string) => (await eventsOf(runId)).flatMap((event) => (event.kind === 'taken' ? [[event.trainer, event.reason]] : []));

describe('a training whose trainers', () => {
  it('are frozen and killed goes on each time from the checkpoint, and ends in the weights of an undisturbed run; the woken one writes nothing any more', async () => {
    const undisturbed = await weightsOf(await queued());
    expect(undisturbed.length).toBeGreaterThan(1000);
    const runId = await queued();
    const first = await holderAfterCheckpoint(runId, 1);
    const other = first === 'one' ? 'two' : 'one';
    const signOf = async (name: string): Promise<number> => (await stat(join(folder, `sign-${name}`))).mtimeMs;
    expect(Date.now() - (await signOf(other))).toBeLessThan(60_000);
    signal(first, 'SIGSTOP');
    await until(() => takings(runId), (list) => list.length === 2);
    signal(first, 'SIGCONT');
    expect(await holderAfterCheckpoint(runId, 2)).toBe(other);
    signal(other, 'SIGKILL');
    expect(Buffer.compare(await weightsOf(runId), undisturbed)).toBe(0);
    expect(await takings(runId)).toEqual([[first, 'first'], [other, 'taken-over'], [first, 'taken-over']]);
    const started = (await eventsOf(runId)).flatMap((event) => (event.kind === 'started' ? [event.resumedAt ?? null] : []));
    const somewhere = { epoch: expect.any(Number) as number, step: expect.any(Number) as number };
    expect(started).toEqual([null, somewhere, somewhere]);
    expect(ends.filter((end) => end.runId === runId)).toHaveLength(1);
    await until(() => storage.stat(bundleKey(runId, checkpointName(3))), (found) => !found.ok);
    expect(await storage.stat(bundleKey(runId, checkpointName(2)))).toMatchObject({ ok: false });
  }, 120_000);
});

describe('the training process', () => {
  it('hands a checkpoint back when it is asked to, and is not ended by the signal itself', async () => {
    const outcomes: string[] = [];
    const runId = randomUUID();
    await new Promise<void>((resolve, reject) => {
      const child = fork(join(DIST, 'train-child.js'), [], { env: { ...process.env, STORAGE_DIR: folder }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      child.once('error', reject);
      child.once('exit', () => resolve());
      child.on('message', (raw) => {
        const message = childMessage.parse(raw);
        if (message.tell === 'outcome') outcomes.push(message.outcome.status);
        if (message.tell === 'about-to-write') child.send({ ask: 'write', number: message.number, granted: true });
        if (message.tell !== 'progress' || message.event.kind !== 'started') return;
        child.kill('SIGTERM');
        child.send({ ask: 'hand-back' });
      });
      child.send({ do: 'training', work: { runId, snapshotRoot: root, config }, place: { taking: 1, checkpoint: null } });
    });
    expect(outcomes).toEqual(['handed-back']);
    expect(await storage.stat(bundleKey(runId, checkpointName(1)))).toMatchObject({ ok: true });
  }, 120_000);
});
