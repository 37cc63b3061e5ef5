import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { JobQueue } from './job-queue.ts';
import { QUEUE_NAMES, type JobPayload } from './job-payloads.ts';

let test: TestDatabase;
let api: JobQueue;
let trainer: JobQueue;
let owner: pg.Client;
const errors: Error[] = [];
const onError = (error: Error): void => void errors.push(error);

/** Waits for what the queue does by itself; fails loudly after the limit. */
async function eventually<T>(look: () => Promise<T> | T, isThere: (value: T) => boolean, limitMs = 15_000): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await look();
    if (isThere(value)) return value;
    if (Date.now() > end) throw new Error(`did not come: last seen ${JSON.stringify(value)}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  api = await JobQueue.open(test.appUrl, { onError });
  trainer = await JobQueue.open(test.trainerUrl, { onError });
});
afterAll(async () => {
  await Promise.all([api.close(0), trainer.close(0)]);
  await owner.end();
  await test.drop();
});

describe('the job queue', () => {
  it('has exactly the queues that the migration installed', async () => {
    const { rows } = await owner.query<{ name: string }>("SELECT name FROM jobs.queue WHERE name NOT LIKE '\\_\\_%' ORDER BY name");
    expect(rows.map((row) => row.name)).toEqual(QUEUE_NAMES);
  });

  it('waits for signs of life on every queue, so that a killed worker does not hold a job for hours', async () => {
    const { rows } = await owner.query<{ seconds: number }>("SELECT heartbeat_seconds AS seconds FROM jobs.queue WHERE name NOT LIKE '\\_\\_%'");
    expect(rows.map(({ seconds }) => seconds)).toEqual(QUEUE_NAMES.map(() => 60));
  });

  it('carries the end of a training from the trainer to the API', async () => {
    const [runId, ended] = [randomUUID(), [] as JobPayload<'train-finished'>[]];
    await api.work('train-finished', async ({ payload }) => void ended.push(payload));
    const id = await trainer.send('train-finished', { runId, status: 'cancelled' });
    await eventually(() => ended.length, (count) => count === 1);
    expect(ended).toEqual([{ runId, status: 'cancelled' }]);
    await eventually(() => api.state('train-finished', id ?? ''), (state) => state === 'finished');
  }, 30_000);

  it('does not queue what does not fit its queue', async () => {
    await expect(api.send('export', { exportId: 'somewhere' })).rejects.toThrow('exportId');
  });

  it('makes one job of two requests for the same export', async () => {
    const exportId = randomUUID();
    const ids = [await api.send('export', { exportId }), await api.send('export', { exportId })];
    expect(ids.filter((id) => id !== null)).toHaveLength(1);
    expect([await api.isUnderWay('export', exportId), await api.isUnderWay('export', randomUUID())]).toEqual([true, false]);
    await api.cancel('export', ids.find((id) => id !== null) ?? '');
    expect(await api.isUnderWay('export', exportId)).toBe(false);
    await api.send('export', { exportId });
  });

  it('exists only if the transaction that sent it commits', async () => {
    const client = new pg.Client({ connectionString: test.appUrl });
    await client.connect();
    const within = { $queryRawUnsafe: async <T>(query: string, ...values: unknown[]): Promise<T> => JSON.parse(JSON.stringify((await client.query(query, values)).rows)) as T };
    try {
      await client.query('BEGIN');
      const id = await api.send('preview', { imageId: randomUUID() }, { within });
      expect(await api.state('preview', id ?? '')).toBeNull();
      await client.query('ROLLBACK');
      expect(await api.state('preview', id ?? '')).toBeNull();
      await client.query('BEGIN');
      const kept = await api.send('preview', { imageId: randomUUID() }, { within });
      await client.query('COMMIT');
      expect(await api.state('preview', kept ?? '')).toBe('queued');
    } finally {
      await client.end();
    }
  });

  it('tells a running job that it was cancelled', async () => {
    const second = await JobQueue.open(test.appUrl, { onError });
    const seen: string[] = [];
    await second.work('export', async ({ signal }) => {
      seen.push('running');
      await new Promise<void>((done) => signal.addEventListener('abort', () => done()));
      seen.push('told');
    });
    const id = await eventually(async () => (await owner.query<{ id: string }>("SELECT id FROM jobs.job WHERE name = 'export' AND state = 'active'")).rows[0]?.id ?? null, (found) => found !== null);
    await api.cancel('export', id ?? '');
    await eventually(() => seen, (list) => list.includes('told'));
    expect(await api.state('export', id ?? '')).toBe('cancelled');
    await second.close(0);
  }, 30_000);

  it('had no trouble in the background', () => expect(errors).toEqual([]));
});
