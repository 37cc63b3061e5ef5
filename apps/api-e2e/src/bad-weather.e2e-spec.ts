import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asOwner, openCase, problemOf, type OpenedCase } from '@echocohort/api/spec-cases/case-fixtures';
import { cleanImages, uploadForm, type CleanImage } from '@echocohort/api/spec-cases/clean-images';
import { startedApi, type StartedApi } from '@echocohort/api/spec-cases/started-api';
import { startApi } from '@echocohort/api/start-api';
import { callRoute, routes, type Caller } from '@echocohort/contracts';
import { FileStorage } from '@echocohort/storage';
import { startApiProcess } from './spec-cases/api-process.ts';
import { severableLink } from './spec-cases/severable-link.ts';

describe('when a part fails in the middle of an upload', () => {
  let started: StartedApi;
  let coordinator: Caller;
  let opened: OpenedCase;
  let images: CleanImage[];
  let protocolVersion: string;

  beforeAll(async () => {
    started = await startedApi();
    coordinator = await started.as('coordinator');
    const study = await callRoute(coordinator, routes.study);
    protocolVersion = study.protocolVersion;
    opened = await openCase(started);
    images = await cleanImages(study, 'C01', opened.code.replace(/-L\d+$/, ''), study.slots.filter(({ counted }) => counted).map(({ code }) => code));
  }, 120_000);
  afterAll(() => started.close());

  const image = (index: number): CleanImage => {
    const found = images[index];
    if (found === undefined) throw new Error('too few pictures');
    return found;
  };
  const send = (caller: Caller, picture: CleanImage) =>
    callRoute(caller, routes.receiveImage, { params: { caseId: opened.caseId } }, uploadForm(picture, { slot: picture.slot, protocolVersion }));
  const rowsOf = async (picture: CleanImage): Promise<number> => (await asOwner(started, 'SELECT i.id FROM image i JOIN receipt r ON r.image_id = i.id WHERE i.sha256 = $1', [picture.sha256])).length;
  const storedFiles = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name) : []);

  it('a full disk: refused with a code, nothing half-stored; once there is room, the same upload goes through', async () => {
    let full = true;
    const folder = mkdtempSync(join(tmpdir(), 'echocohort-full-'));
    const openFile = async (path: string, flags: string, mode?: number): Promise<Pick<FileHandle, 'write' | 'sync' | 'datasync' | 'close'>> => {
      const file = await open(path, flags, mode);
      const write = (): never => {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      };
      return full ? { write: async () => write(), sync: () => file.sync(), datasync: () => file.datasync(), close: () => file.close() } : file;
    };
    const api = await startApi({ ...started.env, LOG_LEVEL: 'silent' }, { storage: new FileStorage(folder, openFile) });
    try {
      const caller = { ...coordinator, baseUrl: api.url };
      expect(await problemOf(send(caller, image(0)))).toMatchObject({ status: 507, code: 'storage-full' });
      expect([storedFiles(folder), await rowsOf(image(0))]).toEqual([[], 0]);
      full = false;
      expect(await send(caller, image(0))).toMatchObject({ repeated: false });
      expect([storedFiles(folder), await rowsOf(image(0))]).toEqual([[image(0).sha256], 1]);
    } finally {
      await api.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);

  it('the database down: 503 with a code, ready says which part; when it is back, everything goes on', async () => {
    const address = new URL(started.env['DATABASE_URL'] ?? '');
    const link = await severableLink(Number(address.port));
    address.port = String(link.port);
    const api = await startApi({ ...started.env, DATABASE_URL: address.href, LOG_LEVEL: 'silent' });
    try {
      const caller = { ...coordinator, baseUrl: api.url };
      await callRoute(caller, routes.me);
      await link.cut();
      expect(await problemOf(callRoute(caller, routes.me))).toMatchObject({ status: 503, code: 'database-down' });
      expect(await problemOf(send(caller, image(1)))).toMatchObject({ status: 503, code: 'database-down' });
      const ready = await fetch(`${api.url}/health/ready`);
      expect([ready.status, await ready.json()]).toEqual([503, { ready: false, parts: { database: 'not-ready', storage: 'ready', 'text-check': 'ready' } }]);
      await link.mend();
      expect(await send(caller, image(1))).toMatchObject({ repeated: false });
      expect(await rowsOf(image(1))).toBe(1);
    } finally {
      await api.close();
      await link.cut();
    }
  }, 60_000);

  it.each([[2, 0], [3, 30], [4, 120]])('the server killed: picture %i, %i ms after it was sent: stored with a receipt or not there at all, and sending again gives one receipt', async (index, delayMs) => {
    const picture = image(index);
    const env = { ...started.env, LOG_LEVEL: 'silent' };
    const first = await startApiProcess(env);
    const broken = send({ ...coordinator, baseUrl: first.url }, picture).then(() => true, () => false);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await first.kill();
    const answered = await broken;
    const before = await rowsOf(picture);
    const images = (await asOwner(started, 'SELECT id FROM image WHERE sha256 = $1', [picture.sha256])).length;
    expect(images).toBe(before); // never an image without its receipt
    if (answered) expect(before).toBe(1);
    const second = await startApiProcess(env);
    try {
      const caller = { ...coordinator, baseUrl: second.url };
      const again = await send(caller, picture);
      expect(again.repeated).toBe(before === 1);
      expect((await send(caller, picture)).receipt).toEqual(again.receipt);
      expect([await rowsOf(picture), storedFiles(started.storageFolder).filter((name) => name === picture.sha256).length]).toEqual([1, 1]);
    } finally {
      await second.kill();
    }
  }, 60_000);
});
