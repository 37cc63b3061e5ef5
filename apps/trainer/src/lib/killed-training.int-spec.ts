import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleKey, FileStorage, readObject } from '@echocohort/storage';
import { storeSnapshot } from '../spec-cases/stored-snapshot.ts';
import { childMessage, type ChildMessage } from './training-outcome.ts';

// The training process as it is built, killed by the system in the middle of an epoch and taken over by another process.

const SCRIPT = join(__dirname, '../../dist/train-child.js');
const config = { engine: 'wasm', width: 4, imageSize: 32, epochs: 3, batchSize: 8, learningRate: 2e-3 };

let folder: string;
let storage: FileStorage;
let root: string;
beforeAll(async () => {
  if (!existsSync(SCRIPT)) throw new Error('apps/trainer is not built; npm run build');
  folder = await mkdtemp(join(tmpdir(), 'echocohort-killed-'));
  storage = new FileStorage(folder);
  ({ root } = await storeSnapshot(storage, 40));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts the process on a run; `on` hears every message. Answers how the process ended. */
function start(runId: string, on: (message: ChildMessage, child: ChildProcess) => void): Promise<{ signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    const child = fork(SCRIPT, [], { env: { ...process.env, STORAGE_DIR: folder }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.once('error', reject);
    child.once('exit', (_code, signal) => resolve({ signal }));
    child.on('message', (message) => on(childMessage.parse(message), child));
    child.send({ runId, snapshotRoot: root, config });
  });
}

async function weightsAfter(runId: string): Promise<{ weights: Uint8Array; notes: string[]; epochs: number[] }> {
  const [notes, epochs]: [string[], number[]] = [[], []];
  await start(runId, (message) => {
    if (message.tell === 'outcome' && message.outcome.status !== 'finished') throw new Error(JSON.stringify(message.outcome));
    if (message.tell === 'progress' && message.event.kind === 'note') notes.push(message.event.text);
    if (message.tell === 'progress' && message.event.kind === 'epoch') epochs.push(message.event.epoch);
  });
  const weights = await readObject(storage, bundleKey(runId, 'weights.bin'));
  if (!weights.ok) throw new Error(weights.refusal.detail);
  return { weights: weights.value, notes, epochs };
}

describe('a training that is killed', () => {
  it('is taken over from its checkpoint and ends in the same weights as an undisturbed one', async () => {
    const undisturbed = await weightsAfter(randomUUID());
    expect(undisturbed.epochs).toEqual([1, 2, 3]);
    const runId = randomUUID();
    // The checkpoint of epoch 1 is stored right after it is told; the kill falls somewhere into epoch 2.
    const killed = await start(runId, (message, child) => {
      if (message.tell === 'progress' && message.event.kind === 'epoch' && message.event.epoch === 1) setTimeout(() => child.kill('SIGKILL'), 60);
    });
    expect(killed.signal).toBe('SIGKILL');
    expect(await storage.stat(bundleKey(runId, 'MANIFEST.sha256'))).toMatchObject({ ok: false });
    const takenOver = await weightsAfter(runId);
    expect(takenOver.notes.join()).toContain('goes on from it');
    expect(takenOver.epochs[0]).toBeGreaterThan(1);
    expect(Buffer.compare(Buffer.from(takenOver.weights), Buffer.from(undisturbed.weights))).toBe(0);
    expect(await storage.stat(bundleKey(runId, 'checkpoint.bin'))).toMatchObject({ ok: false });
  }, 180_000);

  it('hands a checkpoint back when it is asked to, and is not ended by the signal itself', async () => {
    const outcomes: string[] = [];
    const runId = randomUUID();
    await start(runId, (message, child) => {
      if (message.tell === 'outcome') outcomes.push(message.outcome.status);
      if (message.tell !== 'progress' || message.event.kind !== 'started') return;
      child.kill('SIGTERM');
      child.send({ ask: 'hand-back' });
    });
    expect(outcomes).toEqual(['handed-back']);
    expect(await storage.stat(bundleKey(runId, 'checkpoint.bin'))).toMatchObject({ ok: true });
  }, 180_000);
});
