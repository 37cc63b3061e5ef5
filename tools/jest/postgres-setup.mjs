// One PostgreSQL for a test run: made empty, migrated once into a template, copied per spec file (test-database.ts).
// Not durable on purpose: it lives for minutes. The owner is no superuser, as at a site that has its own PostgreSQL: a
// superuser would pass by row-level security and missing rights unseen. The address goes to the workers by environment.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const TEMPLATE = 'echocohort_template';

async function migrateTemplate(root, server, ownerPassword, env) {
  const admin = new pg.Client({ connectionString: server.url('postgres') });
  await admin.connect();
  try {
    await admin.query(`CREATE ROLE echocohort_owner LOGIN CREATEDB CREATEROLE PASSWORD '${ownerPassword}'`);
    await admin.query(`CREATE DATABASE ${TEMPLATE} OWNER echocohort_owner`);
    const ownerUrl = `postgres://echocohort_owner:${ownerPassword}@127.0.0.1:${server.port}/${TEMPLATE}`;
    await promisify(execFile)(process.execPath, [join(root, 'tools/migrate.mjs'), 'deploy'], { env: { ...process.env, ...env, DATABASE_OWNER_URL: ownerUrl } });
  } finally {
    await admin.end();
  }
}

export default async function setup(globalConfig) {
  if (process.env.ECHOCOHORT_TEST_POSTGRES) return;
  const root = resolve(globalConfig.rootDir);
  const { freePort, initialiseCluster, startCluster, throwawayFolder } = await import(join(root, 'tools/postgres/server.mjs'));
  const folder = throwawayFolder();
  const [password, ownerPassword, appPassword, trainerPassword] = [1, 2, 3, 4].map(() => randomBytes(12).toString('hex'));
  let server;
  try {
    initialiseCluster(join(folder, 'db'), password, { sync: false });
    // No autovacuum: the databases live for seconds, and what it does in between differs from run to run.
    const settings = ['max_connections=200', 'autovacuum=off'];
    server = await startCluster(join(folder, 'db'), { password, port: await freePort(), logFile: join(folder, 'log'), durable: false, settings });
    await migrateTemplate(root, server, ownerPassword, { ECHOCOHORT_APP_PASSWORD: appPassword, ECHOCOHORT_TRAINER_PASSWORD: trainerPassword });
  } catch (error) {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  process.env.ECHOCOHORT_TEST_POSTGRES = JSON.stringify({ port: server.port, template: TEMPLATE, adminPassword: password, ownerPassword, appPassword, trainerPassword });
  globalThis.echocohortTestPostgres = { server, folder };
}
