import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@echocohort/persistence';
import { FileStorage, objectKey, snapshotManifestKey } from '@echocohort/storage';
import { createLog } from '../../platform/log.ts';
import { asOwner, fillSlots, openCase } from '../../spec-cases/case-fixtures.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';
import { SweepObjectsTask } from './sweep-objects.job.ts';

jest.setTimeout(60_000);

describe('sweeping objects', () => {
  let started: StartedApi;
  let database: Database;
  let folder: string;
  beforeAll(async () => {
    started = await startedApi();
    database = new Database(started.database.appUrl);
    folder = mkdtempSync(join(tmpdir(), 'echocohort-sweep-'));
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await started.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const storedBytes = async (storage: FileStorage, sha256?: string): Promise<string> => {
    const bytes = randomBytes(100);
    const digest = sha256 ?? createHash('sha256').update(bytes).digest('hex');
    await storage.put(objectKey(digest), bytes);
    return digest;
  };

  it('removes what nothing refers to in two rounds, and keeps what an image refers to', async () => {
    const storage = new FileStorage(join(folder, 'a'));
    const sweep = new SweepObjectsTask(database, storage, createLog('silent'));
    const opened = await openCase(started);
    await fillSlots(started, opened, ['L1']);
    const [image] = await asOwner(started, 'SELECT sha256 FROM image LIMIT 1');
    const kept = await storedBytes(storage, String(image?.['sha256']));
    const orphan = await storedBytes(storage);
    await sweep.run();
    expect((await storage.stat(objectKey(orphan))).ok).toBe(true);
    const newcomer = await storedBytes(storage);
    await sweep.run();
    const there = await Promise.all([kept, orphan, newcomer].map(async (sha256) => (await storage.stat(objectKey(sha256))).ok));
    expect(there).toEqual([true, false, true]);
  });

  it('sweeps nothing while a snapshot cannot be read', async () => {
    const storage = new FileStorage(join(folder, 'b'));
    const sweep = new SweepObjectsTask(database, storage, createLog('silent'));
    const orphan = await storedBytes(storage);
    await sweep.run();
    await storage.put(snapshotManifestKey('a'.repeat(64)), new TextEncoder().encode('{"cut": '));
    await expect(sweep.run()).rejects.toThrow('manifest-unreadable');
    expect((await storage.stat(objectKey(orphan))).ok).toBe(true);
  });
});
