import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callRoute, routes, type Caller } from '@echocohort/contracts';
import { Database } from '@echocohort/persistence';
import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { apiEnvironment } from '../spec-cases/started-api.ts';
import { startApi } from '../start-api.ts';
import { prepareInstallation } from './prepare-installation.ts';

const studyText = readFileSync(join(process.cwd(), 'studies/fll-liver/study.yaml'), 'utf8');
const studyFile = 'study.yaml';

jest.setTimeout(60_000);

describe('preparing an installation', () => {
  let test: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    test = await createTestDatabase();
    database = new Database(test.appUrl);
  });
  afterEach(async () => {
    await database.close();
    await test.drop();
  });

  it('activates the study and makes one account per role; again, it changes nothing', async () => {
    const first = await prepareInstallation(database, { studyText, studyFile, mode: 'demo' });
    expect(first).toMatchObject({ ok: true, value: { study: { activated: true }, setupPath: null } });
    if (!first.ok) return;
    const second = await prepareInstallation(database, { studyText, studyFile, mode: 'demo' });
    expect(second).toMatchObject({ ok: true, value: { study: { activated: false }, accounts: first.value.accounts, password: null } });
  }, 30_000);

  it('refuses a changed definition under the old version', async () => {
    await prepareInstallation(database, { studyText, studyFile, mode: 'demo', demoPassword: 'some long password' });
    const changed = await prepareInstallation(database, { studyText: `${studyText}\n# one more line\n`, studyFile, mode: 'demo' });
    expect(changed).toMatchObject({ ok: false, refusal: { code: 'version-exists' } });
  }, 30_000);

  it('empty: gives a link that creates the first administrator, once', async () => {
    const prepared = await prepareInstallation(database, { studyText, studyFile, mode: 'empty' });
    if (!prepared.ok || prepared.value.setupPath === null) throw new Error('no link');
    const token = prepared.value.setupPath.replace('/setup/', '');
    const folder = mkdtempSync(join(tmpdir(), 'echocohort-setup-'));
    const api = await startApi({ ...apiEnvironment(test, folder), LOG_LEVEL: 'silent' });
    try {
      const nobody: Caller = { baseUrl: api.url, send: fetch };
      expect(await callRoute(nobody, routes.setupState, { params: { token } })).toEqual({ valid: true });
      const body = { email: 'first@example.test', name: 'First', password: 'a long password', locale: 'en' as const };
      expect(await callRoute(nobody, routes.setup, { params: { token }, body })).toMatchObject({ grants: [{ role: 'administrator', centre: null }] });
      expect(await callRoute(nobody, routes.setupState, { params: { token } })).toEqual({ valid: false });
      expect(await prepareInstallation(database, { studyText, studyFile, mode: 'empty' })).toMatchObject({ ok: true, value: { setupPath: null } });
    } finally {
      await api.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 30_000);
});
