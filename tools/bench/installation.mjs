import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { callRoute, routes } from '@echocohort/contracts';
import { Database } from '@echocohort/persistence';
import { prepareInstallation } from '../../apps/api/dist/bootstrap/prepare-installation.js';
import { startApi } from '../../apps/api/dist/start-api.js';
import { freePort, initialiseCluster, startCluster, throwawayFolder } from '../postgres/server.mjs';

export const PASSWORD = 'correct horse battery';
export const ROOT = resolve(import.meta.dirname ?? '.', '../..');

export async function asClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

async function makeDatabase(folder) {
  const [password, owner, app] = [1, 2, 3].map(() => randomBytes(12).toString('hex'));
  initialiseCluster(join(folder, 'db'), password, { sync: false });
  const server = await startCluster(join(folder, 'db'), { password, port: await freePort(), logFile: join(folder, 'log'), durable: true });
  await asClient(server.url('postgres'), async (admin) => {
    await admin.query(`CREATE ROLE echocohort_owner LOGIN CREATEDB CREATEROLE PASSWORD '${owner}'`);
    await admin.query('CREATE DATABASE bench OWNER echocohort_owner');
  });
  const url = (user, secret) => `postgres://${user}:${secret}@127.0.0.1:${server.port}/bench`;
  const ownerUrl = url('echocohort_owner', owner);
  await promisify(execFile)(process.execPath, [join(ROOT, 'tools/migrate.mjs'), 'deploy'], { env: { ...process.env, DATABASE_OWNER_URL: ownerUrl, ECHOCOHORT_APP_PASSWORD: app, ECHOCOHORT_TRAINER_PASSWORD: app } });
  return { server, ownerUrl, appUrl: url('echocohort_app', app) };
}

async function prepareDemo(appUrl) {
  const database = new Database(appUrl, { poolSize: 2 });
  const prepared = await prepareInstallation(database, { studyText: readFileSync(join(ROOT, 'studies/fll-liver/study.yaml'), 'utf8'), studyFile: 'study.yaml', mode: 'demo', demoPassword: PASSWORD });
  await database.close();
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
}

/**
 * An installation of its own with the demo people, behind a running API. `fill` may write into database and storage before
 * the API starts. `work` gets a way to sign in as a demo role, the owner's database address, a folder and the environment of its services; all is taken down afterwards.
 */
export async function withInstallation({ fill = async () => undefined, apiOptions }, work) {
  const folder = throwawayFolder();
  const data = mkdtempSync(join(tmpdir(), 'echocohort-bench-'));
  let database;
  let api;
  try {
    database = await makeDatabase(folder);
    await prepareDemo(database.appUrl);
    await fill(database.ownerUrl, join(data, 'storage'), database.appUrl);
    writeFileSync(join(data, 'key.pem'), generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const env = { DATABASE_URL: database.appUrl, STORAGE_DIR: join(data, 'storage'), ECHOCOHORT_SIGNING_KEY_FILE: join(data, 'key.pem'), API_PORT: '0', LOG_LEVEL: 'silent' };
    api = await startApi(env, apiOptions);
    const { url } = api;
    const signIn = async (role) => {
      const { token } = await callRoute({ baseUrl: url, send: fetch }, routes.signIn, { body: { email: `${role}@demo.echocohort.example`, password: PASSWORD } });
      return { baseUrl: url, token, send: fetch };
    };
    return await work({ signIn, ownerUrl: database.ownerUrl, data, env });
  } finally {
    await api?.close();
    await database?.server.stop();
    for (const path of [folder, data]) rmSync(path, { recursive: true, force: true });
  }
}
