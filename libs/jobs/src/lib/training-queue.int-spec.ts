import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { JobPayload } from './job-payloads.ts';
import { JobQueue, type SqlTransaction } from './job-queue.ts';
import { RunProgress, type ProgressEvent } from './run-progress.ts';
import { TrainerDesk, type Taken } from './trainer-desk.ts';
import { cancelTraining, findTraining, pauseTraining, queueTraining, removeOldDryRuns, resumeTraining, trainersAlive, trainingsUnderWay } from './training-queue.ts';
import { MOST_LOST_IN_A_ROW, type TrainingKind } from './training-work.ts';

// The queue of trainings as the API and several trainers use it, each with its own database role. A trainer that "dies" here is one that
// gives no further sign of life; processes that are really killed stand in apps/trainer.

let test: TestDatabase;
let client: pg.Client;
let api: SqlTransaction;
let queue: JobQueue;
let progress: RunProgress;
const desks: TrainerDesk[] = [];
const ends: JobPayload<'train-finished'>[] = [];
const onError = (error: Error): void => void errors.push(error);
const errors: Error[] = [];

/** A lease that runs out while a spec waits for it. */
const SHORT = 0.4;

function desk(leaseSeconds = 30): TrainerDesk {
  const made = new TrainerDesk(test.trainerUrl, queue, { sign: { name: `trainer ${desks.length + 1}`, engine: 'wasm', threads: 1 }, onError, leaseSeconds });
  desks.push(made);
  return made;
}

async function queued(kind: TrainingKind = 'training'): Promise<string> {
  const runId = randomUUID();
  await queueTraining(api, kind, { runId, snapshotRoot: 'a'.repeat(64), config: { epochs: 2 } });
  return runId;
}

async function held(of: TrainerDesk): Promise<Extract<Taken, { outcome: 'held' }>> {
  const taken = await of.take();
  if (taken?.outcome !== 'held') throw new Error(JSON.stringify(taken));
  return taken;
}

const note = (text: string): ProgressEvent => ({ kind: 'note', text });
const checkpoint = { kind: 'checkpoint', epoch: 1, step: 3 } as const;
const stateOf = async (id: string) => (await findTraining(api, id))?.state;

beforeAll(async () => {
  test = await createTestDatabase();
  client = new pg.Client({ connectionString: test.appUrl });
  await client.connect();
  api = { $queryRawUnsafe: async <T>(query: string, ...values: unknown[]): Promise<T> => (await client.query(query, values)).rows as T };
  queue = await JobQueue.open(test.trainerUrl, { onError });
  progress = new RunProgress(test.appUrl, onError);
});
afterEach(async () => {
  await client.query('DELETE FROM jobs.training');
});
afterAll(async () => {
  await Promise.all(desks.map((each) => each.close()));
  await Promise.all([queue.close(0), progress.close(), client.end()]);
  await test.drop();
});

describe('taking', () => {
  it('gives the trainings in their order, timed trials first, each to one trainer only', async () => {
    const [first, second, trial] = [await queued(), await queued(), await queued('dry-run')];
    const trainers = Array.from({ length: 6 }, () => desk());
    const taken = await Promise.all(trainers.map((each) => each.take()));
    expect(taken.flatMap((each) => (each?.outcome === 'held' ? [each.lease.runId] : [])).sort()).toEqual([first, second, trial].sort());
    expect(taken.filter((each) => each === null)).toHaveLength(3);
  });

  it('comes back to the person who asked: the trial before the trainings, then one after the other', async () => {
    const [first, second, trial] = [await queued(), await queued(), await queued('dry-run')];
    expect((await trainingsUnderWay(api)).map(({ id }) => id)).toEqual([trial, first, second]);
    const one = desk();
    expect([(await held(one)).lease.runId, (await held(one)).lease.runId, (await held(one)).lease.runId, await one.take()]).toEqual([trial, first, second, null]);
  });
});

describe('a lease', () => {
  it('is kept by signs of life, whatever time passes', async () => {
    const runId = await queued();
    const { lease } = await held(desk(SHORT));
    for (let sign = 0; sign < 4; sign++) {
      await wait(200);
      expect(await lease.beat()).toBe('held');
    }
    expect(await desk().take()).toBeNull();
    expect(await stateOf(runId)).toBe('leased');
  });

  it('goes to another trainer when its trainer is silent; the first one can write nothing any more', async () => {
    const runId = await queued();
    const late = await held(desk(SHORT));
    expect([late.reason, await late.lease.add(note('of the first'))]).toEqual(['first', true]);
    await wait(600);
    const second = await held(desk());
    expect([second.lease.runId, second.reason]).toEqual([runId, 'taken-over']);
    expect(await late.lease.beat()).toBe('lost');
    expect(await late.lease.add(note('of the late one'))).toBe(false);
    expect(await late.lease.finish({ runId, status: 'failed', error: { code: 'late', detail: 'late' } })).toBe(false);
    expect(await late.lease.keep(checkpoint, 'checkpoint-1.bin')).toBe(false);
    expect([await late.lease.drop(), await late.lease.letGo('handed-on')]).toEqual([false, null]);
    expect(await second.lease.add(note('of the second'))).toBe(true);
    expect((await progress.after(runId)).map(({ event }) => event)).toEqual([note('of the first'), note('of the second')]);
    expect(await second.lease.finish({ runId, status: 'cancelled' })).toBe(true);
    expect(await stateOf(runId)).toBe('ended');
  });

  it('hands on the checkpoint that its holder made count; one that is stored late counts for nobody', async () => {
    await queued();
    const first = await held(desk(SHORT));
    expect(first.place).toEqual({ taking: 1, checkpoint: null });
    expect(await first.lease.keep(checkpoint, 'checkpoint-1.bin')).toBe(true);
    await wait(600);
    const second = await held(desk(SHORT));
    expect(second.place).toEqual({ taking: 2, checkpoint: 'checkpoint-1.bin' });
    expect([await second.lease.keep(checkpoint, 'checkpoint-2.bin'), await first.lease.keep(checkpoint, 'checkpoint-1.bin')]).toEqual([true, false]);
    await wait(600);
    expect((await held(desk())).place).toEqual({ taking: 3, checkpoint: 'checkpoint-2.bin' });
  });

  it('that ran out and that nobody took is simply kept', async () => {
    await queued();
    const { lease } = await held(desk(SHORT));
    await wait(600);
    expect(await lease.beat()).toBe('held');
    expect(await desk().take()).toBeNull();
  });

  it('is given up when trainers in a row die before a further checkpoint, and not before; a checkpoint begins the count anew', async () => {
    const runId = await queued();
    const die = async (): Promise<Taken | null> => {
      const taken = await desk(0.05).take();
      await wait(100);
      return taken;
    };
    for (let count = 0; count < MOST_LOST_IN_A_ROW; count++) await die();
    const living = await held(desk(0.05));
    await living.lease.keep(checkpoint, 'checkpoint-4.bin');
    await wait(100);
    for (let count = 0; count < MOST_LOST_IN_A_ROW; count++) expect(await die()).toMatchObject({ outcome: 'held', reason: 'taken-over' });
    expect(await desk().take()).toEqual({ outcome: 'settled', runId, cancelled: false });
    expect(await stateOf(runId)).toBe('ended');
    const worker = await JobQueue.open(test.appUrl, { onError });
    await worker.work('train-finished', async ({ payload }) => void ends.push(payload));
    for (const limit = Date.now() + 10_000; !ends.some((end) => end.runId === runId) && Date.now() < limit; ) await wait(100);
    await worker.close(0);
    expect(ends.find((end) => end.runId === runId)).toMatchObject({ status: 'failed', error: { code: 'trainers-lost', detail: expect.stringContaining('4 trainers in a row') as string } });
  }, 20_000);
});

describe('a person', () => {
  it('pauses what waits at once, and it comes back at the end of the queue', async () => {
    const [first, second] = [await queued(), await queued()];
    expect([await pauseTraining(api, first), await stateOf(first), await pauseTraining(api, first)]).toEqual([true, 'paused', false]);
    expect([await resumeTraining(api, first), await resumeTraining(api, first)]).toEqual([true, false]);
    expect((await trainingsUnderWay(api)).map(({ id }) => id)).toEqual([second, first]);
    const one = desk();
    await held(one);
    expect(await held(one)).toMatchObject({ reason: 'resumed', work: { runId: first } });
  });

  it('pauses what runs: its trainer hears of it, lets go, and nobody takes it', async () => {
    const runId = await queued();
    const { lease } = await held(desk());
    await pauseTraining(api, runId);
    expect(await findTraining(api, runId)).toMatchObject({ state: 'leased', wish: 'pause' });
    expect(await lease.beat()).toBe('pause');
    expect(await lease.letGo('handed-on')).toBe('paused');
    expect(await desk().take()).toBeNull();
  });

  it('who changes their mind before the trainer let go takes nothing away from it', async () => {
    const runId = await queued();
    const { lease } = await held(desk());
    await pauseTraining(api, runId);
    expect(await resumeTraining(api, runId)).toBe(true);
    expect(await lease.beat()).toBe('held');
    expect(await lease.letGo('handed-on')).toBe('queued');
  });

  it.each([['pause', 'paused', false], ['cancel', 'ended', true]] as const)('who wishes to %s what a dead trainer held gets it from the next one', async (wish, state, cancelled) => {
    const runId = await queued();
    await held(desk(0.05));
    await (wish === 'pause' ? pauseTraining : cancelTraining)(api, runId);
    await wait(100);
    expect(await desk().take()).toEqual({ outcome: 'settled', runId, cancelled });
    expect(await stateOf(runId)).toBe(state);
  });

  it('cancels what waits or is paused at once, what runs through its trainer, what has ended not at all', async () => {
    const [waiting, paused, running] = [await queued(), await queued(), await queued()];
    await pauseTraining(api, paused);
    expect([await cancelTraining(api, waiting), await cancelTraining(api, paused), await stateOf(waiting), await stateOf(paused)]).toEqual([true, true, 'ended', 'ended']);
    const { lease } = await held(desk());
    await cancelTraining(api, running);
    expect([await lease.beat(), await lease.drop(), await stateOf(running), await cancelTraining(api, running)]).toEqual(['cancel', true, 'ended', false]);
  });
});

describe('timed trials', () => {
  it('keep their result, and say so when their trainer died', async () => {
    const [done, lost] = [await queued('dry-run'), await queued('dry-run')];
    const outcome = { status: 'finished', trainer: 't', engine: 'wasm', threads: 1, images: 9, lesions: 3, stepsTimed: 20, secondsPerStep: 0.5, imagesPerSecond: 32, epochs: 10, stepsInAll: 100, secondsInAll: 60, memoryMb: null } as const;
    await (await held(desk())).lease.endDryRun(outcome);
    await held(desk(0.05));
    await wait(100);
    await desk().take();
    expect((await findTraining(api, done))?.result).toEqual(outcome);
    expect((await findTraining(api, lost))?.result).toMatchObject({ status: 'failed', error: { code: 'trainer-lost' } });
    expect(await removeOldDryRuns(api)).toBe(0);
    await client.query("UPDATE jobs.training SET ended_at = now() - interval '2 days'");
    expect(await removeOldDryRuns(api)).toBe(2);
  });
});

describe('trainers', () => {
  it('show themselves with their engine as long as they live', async () => {
    const one = desk();
    await one.show({ engine: 'tfjs-node', threads: 2 });
    expect((await trainersAlive(api)).filter(({ id }) => id === one.id)).toMatchObject([{ engine: 'tfjs-node', threads: 2 }]);
    await one.close();
    desks.splice(desks.indexOf(one), 1);
    expect((await trainersAlive(api)).filter(({ id }) => id === one.id)).toEqual([]);
  });

  it('report the end of trainings and know of no other job, by whatever name of a table', async () => {
    const trainer = new pg.Client({ connectionString: test.trainerUrl });
    await trainer.connect();
    const other = await JobQueue.open(test.appUrl, { onError });
    await other.send('export', { exportId: randomUUID() });
    await queue.send('train-finished', { runId: randomUUID(), status: 'cancelled' });
    for (const table of ['job', 'job_common']) {
      expect((await trainer.query<{ name: string }>(`SELECT DISTINCT name FROM jobs.${table} ORDER BY name`)).rows.map(({ name }) => name)).toEqual(['train-finished']);
      await expect(trainer.query(`INSERT INTO jobs.${table} (name, data) VALUES ('export', '{}')`)).rejects.toThrow('row-level security');
      await expect(trainer.query(`UPDATE jobs.${table} SET state = 'cancelled'`)).rejects.toThrow('permission denied');
      await expect(trainer.query(`DELETE FROM jobs.${table}`)).rejects.toThrow('permission denied');
    }
    await expect(trainer.query("UPDATE jobs.queue SET retry_limit = 0")).rejects.toThrow('permission denied');
    await Promise.all([other.close(0), trainer.end()]);
  });

  it('may neither queue trainings nor touch what was told', async () => {
    const trainer = new pg.Client({ connectionString: test.trainerUrl });
    await trainer.connect();
    for (const statement of ["INSERT INTO jobs.training (id, kind, payload) VALUES (gen_random_uuid(), 'training', '{}')", 'DELETE FROM jobs.training', 'DELETE FROM jobs.run_progress', "UPDATE jobs.run_progress SET event = '{}'"]) {
      await expect(trainer.query(statement)).rejects.toThrow('permission denied');
    }
    await trainer.end();
    await expect(client.query("INSERT INTO jobs.run_progress (run_id, event) VALUES (gen_random_uuid(), '{}')")).rejects.toThrow('permission denied');
  });
});

describe('progress', () => {
  it('is read in order from where one stood, from the end, and in its essence for several runs', async () => {
    const runId = await queued();
    const { lease } = await held(desk());
    const step = (number: number): ProgressEvent => ({ kind: 'step', epoch: 1, epochs: 2, step: number, steps: 9, loss: 1, imagesPerSecond: 8, secondsLeft: 4, secondsPerStep: 0.5, memoryMb: null });
    const epoch: ProgressEvent = { kind: 'epoch', epoch: 1, epochs: 2, loss: 0.5, internalAuc: null, imagesPerSecond: 80, secondsLeft: 1 };
    for (const event of [note('a'), step(1), step(2), epoch, note('b')]) await lease.add(event);
    const rows = await progress.after(runId);
    expect(rows.map(({ event }) => event.kind)).toEqual(['note', 'step', 'step', 'epoch', 'note']);
    expect(await progress.after(runId, rows[2]?.id)).toEqual(rows.slice(3));
    expect(await progress.last(runId, 2)).toEqual(rows.slice(3));
    const essence = await progress.essential([runId, randomUUID()]);
    expect(essence.get(runId)?.map(({ event }) => event)).toEqual([step(2), epoch]);
    expect([...essence.values()].map((own) => own.length)).toEqual([2, 0]);
  });

  it('had no trouble in the background', () => expect(errors).toEqual([]));
});
