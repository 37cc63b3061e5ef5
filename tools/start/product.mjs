// Starts the whole product from a data folder: database, API, worker, trainer, portal. Packages must be installed and
// everything built before (see start.mjs). Also used by the rehearsal, with a folder and ports of its own.
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../steps/run-step.mjs';
import { claimDataFolder, demoState, noteDemoState, openDataFolder } from './data-folder.mjs';
import { isConnected, startDatabase } from './database.mjs';
import { choosePort } from './ports.mjs';
import { installationSecrets, signingKeyFile } from './secrets.mjs';
import { answers, endOrphans, Services } from './services.mjs';

const STUDY_FILE = join(root, 'studies/fll-liver/study.yaml');

function serviceEnvironments({ data, database, secrets, ports }) {
  const base = { ...process.env, NODE_ENV: 'production', STORAGE_DIR: join(data, 'storage') };
  for (const name of ['DATABASE_OWNER_URL', 'DEMO_PASSWORD', 'INIT_CWD']) delete base[name];
  if (process.env.S3_ENDPOINT) delete base.STORAGE_DIR;
  const apiUrl = `http://127.0.0.1:${ports.api}`;
  const service = {
    ...base, DATABASE_URL: database.appUrl, JOBS_DATABASE_URL: database.appUrl, ECHOCOHORT_SIGNING_KEY_FILE: signingKeyFile(data),
    STUDY_FILE, API_HOST: '127.0.0.1', API_PORT: String(ports.api), ECHOCOHORT_API_URL: apiUrl,
  };
  return {
    apiUrl,
    service,
    trainer: { ...base, JOBS_DATABASE_URL: database.trainerUrl },
    portal: {
      ...base, PORT: String(ports.portal), ECHOCOHORT_API_URL: apiUrl, NEXTAUTH_URL: `http://localhost:${ports.portal}`, NEXTAUTH_SECRET: secrets.nextAuthSecret,
      NEXT_TELEMETRY_DISABLED: '1',
    },
  };
}

/** Study, centres, accounts: done by the API's own code, which answers with one JSON document. */
async function prepareInstallation(env, { empty, demoPassword }) {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'apps/api/dist/bootstrap.js'), ...(empty ? ['--empty'] : [])], {
      env: { ...env, ...(empty ? {} : { DEMO_PASSWORD: demoPassword }) },
    });
    return JSON.parse(stdout);
  } catch (error) {
    throw new Error(`The installation could not be prepared: ${String(error.stderr || error.message).trim()}`, { cause: error });
  }
}

/** Node may gather 48 MB of fresh garbage before it looks, and glibc keeps a heap a thread; the services are as quick with 12 and two. Compose file and Dockerfile say the same. */
const FRUGAL = { NODE_OPTIONS: '--max-semi-space-size=4', MALLOC_ARENA_MAX: '2' };

/** Portal and trainer need no study in the database yet, so they start while it is prepared. */
async function startServices(services, env, database, ports, prepare) {
  const portal = services.start('portal', 'node_modules/next/dist/bin/next', { args: ['start', 'apps/portal', '--port', String(ports.portal), '--hostname', '127.0.0.1'], env: env.portal });
  const trainer = services.start('trainer', 'apps/trainer/dist/main.js', { env: env.trainer, replaceAfterMs: 10_000 });
  const installation = await prepare();
  const api = services.start('api', 'apps/api/dist/main.js', { env: { ...env.service, ...FRUGAL } });
  const worker = services.start('worker', 'apps/api/dist/worker.js', { env: { ...env.service, ...FRUGAL } });
  await Promise.all([
    services.until(api, () => answers(`${env.apiUrl}/health/ready`)),
    services.until(portal, () => answers(`http://127.0.0.1:${ports.portal}/healthz`)),
    services.until(worker, () => isConnected(database.ownerUrl, { role: 'echocohort_app', application: 'echocohort-supervisor' })),
    services.until(trainer, () => isConnected(database.ownerUrl, { role: 'echocohort_trainer', application: 'echocohort-trainer' })),
  ]);
  return installation;
}

/** The demo cases go through the real intake, once per data folder. */
async function seedDemo(data, env, { say, signal }) {
  noteDemoState(data, 'begun');
  const child = spawn(process.execPath, [join(root, 'apps/rehearsal/dist/seed-demo.js')], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const kill = () => child.kill('SIGTERM');
  signal.addEventListener('abort', kill);
  const code = await new Promise((done) => child.once('close', done).once('error', () => done(1)));
  signal.removeEventListener('abort', kill);
  signal.throwIfAborted();
  if (code !== 0) throw new Error('The demo data could not be written; remove the data folder and start again, or start with --no-demo-data.');
  noteDemoState(data, 'done');
  say('demo cases');
}

/**
 * Starts everything and answers when all of it does. `onDeath` is called when a service ends by itself.
 * `stop()` ends all of it in order; so does an aborted `signal` while it is still starting.
 */
export async function startProduct(options, { say = () => undefined, onDeath = () => undefined, signal = new AbortController().signal } = {}) {
  const { data, empty = false, demoData = true } = options;
  openDataFolder(data);
  const claim = claimDataFolder(data);
  const services = new Services(data, onDeath, signal, say);
  let database = null;
  const stop = async () => {
    await services.stop();
    await database?.stop();
    claim.release();
  };
  try {
    const orphans = await endOrphans(data);
    if (orphans > 0) say(`${orphans} processes left over by a killed run were ended`);
    const portal = await choosePort(options.port ?? null, 3000, '--port');
    const ports = { portal, api: await choosePort(options.apiPort ?? null, portal + 1, '--api-port', [portal]) };
    const secrets = installationSecrets(data);
    database = await startDatabase(data, secrets, say);
    say('database');
    signal.throwIfAborted();
    const env = serviceEnvironments({ data, database, secrets, ports });
    const installation = await startServices(services, env, database, ports, () => prepareInstallation(env.service, { empty, demoPassword: secrets.demoPassword }));
    say('API, worker, trainer and portal answer');
    const portalUrl = `http://localhost:${ports.portal}`;
    claim.note({ portal: portalUrl, api: env.apiUrl });
    if (!empty && demoData && demoState(data) === null) await seedDemo(data, { ...process.env, ECHOCOHORT_API_URL: env.apiUrl, DEMO_PASSWORD: secrets.demoPassword }, { say, signal });
    return {
      portalUrl, apiUrl: env.apiUrl, ports, database, installation, demoPassword: empty ? null : secrets.demoPassword,
      demoIncomplete: !empty && demoState(data) === 'begun', storageFolder: join(data, 'storage'), logs: join(data, 'logs'), stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
