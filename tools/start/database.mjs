// The installation's PostgreSQL: made, started and migrated.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { othersMayEnter } from '../postgres/reach.mjs';
import { clearStaleServer, freePort, initialiseCluster, startCluster } from '../postgres/server.mjs';
import { root, runStep } from '../steps/run-step.mjs';

const DATABASE = 'echocohort';
/** The server's log names errors, never the statement or the row that met them: those hold values of the study. */
const QUIET_LOG = ['log_error_verbosity=terse', 'log_min_error_statement=panic'];

async function ensureDatabase(server) {
  const admin = new pg.Client({ connectionString: server.url('postgres') });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await admin.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await admin.end();
  }
}

/**
 * Where the cluster lies: in the data folder. Below a folder that only root may enter, a server started by root (it runs
 * as another user) could not reach it, so it lies beside the system's own data then, under a name made from the path.
 */
function clusterFolder(data, say) {
  if (process.getuid?.() !== 0 || othersMayEnter(data)) return join(data, 'db');
  const place = join('/var/lib', `echocohort-${createHash('sha256').update(resolve(data)).digest('hex').slice(0, 12)}`);
  mkdirSync(place, { recursive: true });
  chmodSync(place, 0o711);
  say(`only root may enter the data folder, so the database lies in ${place}`);
  return join(place, 'db');
}

/** Starts the database of a data folder and brings it to this version; `stop()` ends it in order. */
export async function startDatabase(data, secrets, say) {
  const folder = clusterFolder(data, say);
  if (initialiseCluster(folder, secrets.ownerPassword)) say('database created');
  if (clearStaleServer(folder) === 'stopped') say('a database left over by a killed run was stopped');
  const server = await startCluster(folder, { password: secrets.ownerPassword, port: await freePort(), logFile: join(data, 'logs', 'postgres.log'), settings: QUIET_LOG });
  const urlOf = (user, password) => `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${DATABASE}`;
  try {
    await ensureDatabase(server);
    const ownerUrl = server.url(DATABASE);
    const code = await runStep(process.execPath, [join(root, 'tools/migrate.mjs'), 'deploy'], {
      quiet: true, env: { DATABASE_OWNER_URL: ownerUrl, ECHOCOHORT_APP_PASSWORD: secrets.appPassword, ECHOCOHORT_TRAINER_PASSWORD: secrets.trainerPassword },
    });
    if (code !== 0) throw new Error('The database could not be brought to this version.');
    return { ...server, ownerUrl, appUrl: urlOf('echocohort_app', secrets.appPassword), trainerUrl: urlOf('echocohort_trainer', secrets.trainerPassword) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Whether somebody is connected as this role under this name: how a service without an address shows that it works. */
export async function isConnected(ownerUrl, { role, application }) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = $1 AND application_name = $2', [role, application]);
    return rowCount > 0;
  } finally {
    await client.end();
  }
}
