import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@echocohort/access';
import { callRoute, routes, type Caller } from '@echocohort/contracts';
import { Database } from '@echocohort/persistence';
import type { ObjectStorage } from '@echocohort/storage';
import { createTestDatabase, type TestDatabase } from '@echocohort/testing';
import { prepareInstallation } from '../bootstrap/prepare-installation.ts';
import { startApi, type RunningApi } from '../start-api.ts';

const PASSWORD = 'correct horse battery';
const STUDY_FILE = join(process.cwd(), 'studies/fll-liver/study.yaml');

/** The real API on a database and a storage folder of its own, with the study and one account per role. For specs. */
export interface StartedApi {
  readonly api: RunningApi;
  readonly database: TestDatabase;
  readonly storageFolder: string;
  readonly password: string;
  /** All log lines so far. */
  readonly logLines: readonly string[];
  /** The environment that the API was started with, to start a second process on the same data. */
  readonly env: Readonly<Record<string, string>>;
  /** Signs the demo account of a role in; of one centre when one is named. Signed in once per account. */
  as(role: Role, centre?: string): Promise<Caller>;
  close(): Promise<void>;
}

/** An environment for one API process: a signing key, a storage folder, and the database of this spec. */
export function apiEnvironment(database: TestDatabase, folder: string): Record<string, string> {
  const keyFile = join(folder, 'signing.pem');
  writeFileSync(keyFile, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return { DATABASE_URL: database.appUrl, STORAGE_DIR: join(folder, 'storage'), ECHOCOHORT_SIGNING_KEY_FILE: keyFile, API_PORT: '0', LOG_LEVEL: 'info' };
}

async function prepare(url: string): Promise<void> {
  const database = new Database(url, { poolSize: 2 });
  try {
    const prepared = await prepareInstallation(database, { studyText: readFileSync(STUDY_FILE, 'utf8'), studyFile: 'study.yaml', mode: 'demo', demoPassword: PASSWORD });
    if (!prepared.ok) throw new Error(prepared.refusal.detail);
  } finally {
    await database.close();
  }
}

/** Starts everything; call `close()` in afterAll. `extra` overrides environment variables. */
export async function startedApi(extra: Readonly<Record<string, string>> = {}, options: { readonly storage?: ObjectStorage } = {}): Promise<StartedApi> {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), `echocohort-${randomBytes(4).toString('hex')}-`));
  const env = { ...apiEnvironment(database, folder), ...extra };
  await prepare(database.appUrl);
  const logLines: string[] = [];
  const api = await startApi(env, { logTo: { write: (line: string) => void logLines.push(line) }, storage: options.storage });
  const callers = new Map<string, Promise<Caller>>();
  const signIn = async (email: string): Promise<Caller> => {
    const signedIn = await callRoute({ baseUrl: api.url, send: fetch }, routes.signIn, { body: { email, password: PASSWORD } });
    return { baseUrl: api.url, token: signedIn.token, send: fetch };
  };
  return {
    api, database, logLines, env, password: PASSWORD, storageFolder: join(folder, 'storage'),
    as: (role, centre) => {
      const email = `${role}${centre === undefined ? '' : `-${centre.toLowerCase()}`}@demo.echocohort.example`;
      const caller = callers.get(email) ?? signIn(email);
      callers.set(email, caller);
      return caller;
    },
    close: async () => {
      await api.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
