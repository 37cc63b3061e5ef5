import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { callRoute, commandApproval, routes } from '@echocohort/contracts';
import { Database } from '@echocohort/persistence';
import { cleanSiteFile, slotImageFile, slotImages, syntheticStudy } from '@echocohort/testing';
import { prepareInstallation } from '../../apps/api/dist/bootstrap/prepare-installation.js';
import { startApi } from '../../apps/api/dist/start-api.js';
import { freePort, initialiseCluster, startCluster, throwawayFolder } from '../postgres/server.mjs';

const PATIENTS = 8;
/** A coordinator's browser keeps this many uploads under way. */
const AT_ONCE = 4;
const PASSWORD = 'correct horse battery';
const CENTRE = 'C01';
const ROOT = resolve(import.meta.dirname ?? '.', '../..');
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function asClient(url, work) {
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
  await promisify(execFile)(process.execPath, [join(ROOT, 'tools/migrate.mjs'), 'deploy'], { env: { ...process.env, DATABASE_OWNER_URL: url('echocohort_owner', owner), ECHOCOHORT_APP_PASSWORD: app, ECHOCOHORT_TRAINER_PASSWORD: app } });
  return { server, appUrl: url('echocohort_app', app) };
}

/** Every case opened and every picture cleaned before the clock starts. */
async function prepare(caller, study) {
  const key = new Uint8Array(32).fill(7);
  const people = syntheticStudy({ definition: study, seed: 'bench-ingest', patientsPerCentre: PATIENTS, allAccepted: true }).filter(({ centre }) => centre === CENTRE);
  const deliveries = [];
  for (const person of people) {
    const { subjectId } = await callRoute(caller, routes.registerSubject, { body: { centre: CENTRE } });
    for (const lesion of person.lesions) {
      const { caseId, subjectCode } = await callRoute(caller, routes.openLesion, { params: { subjectId }, body: {} });
      for (const image of slotImages(study, person, lesion)) deliveries.push({ caseId, slot: image.slot, bytes: cleanSiteFile(await slotImageFile(image), key, subjectCode) });
    }
  }
  return deliveries;
}

async function send(caller, study, { caseId, slot, bytes }) {
  const sha256 = digest(bytes);
  const form = new FormData();
  for (const [name, value] of Object.entries({ slot, sha256, protocolVersion: study.protocolVersion, approval: JSON.stringify(commandApproval(sha256, sha256)) })) form.set(name, value);
  form.set('image', new Blob([bytes]), 'image.dcm');
  await callRoute(caller, routes.receiveImage, { params: { caseId } }, form);
}

async function sendAll(caller, study, deliveries) {
  const queue = [...deliveries];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await send(caller, study, next);
  }));
}

/** Images a second over HTTP: multipart, proof that each is clean, slot checks, object, record, audit, signed receipt. The floor is to write and digest the same files. */
export default async function measure() {
  const folder = throwawayFolder();
  const data = mkdtempSync(join(tmpdir(), 'echocohort-bench-'));
  let database;
  let api;
  try {
    database = await makeDatabase(folder);
    const seeded = new Database(database.appUrl, { poolSize: 2 });
    const prepared = await prepareInstallation(seeded, { studyText: readFileSync(join(ROOT, 'studies/fll-liver/study.yaml'), 'utf8'), studyFile: 'study.yaml', mode: 'demo', demoPassword: PASSWORD });
    await seeded.close();
    if (!prepared.ok) throw new Error(prepared.refusal.detail);
    writeFileSync(join(data, 'key.pem'), generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const examinationThread = pathToFileURL(join(ROOT, 'apps/api/dist/features/intake/examination-thread.js'));
    api = await startApi({ DATABASE_URL: database.appUrl, STORAGE_DIR: join(data, 'storage'), ECHOCOHORT_SIGNING_KEY_FILE: join(data, 'key.pem'), API_PORT: '0', LOG_LEVEL: 'silent' }, { examinationThread });
    const { token } = await callRoute({ baseUrl: api.url, send: fetch }, routes.signIn, { body: { email: 'coordinator@demo.echocohort.example', password: PASSWORD } });
    const caller = { baseUrl: api.url, token, send: fetch };
    const study = await callRoute(caller, routes.study);
    const deliveries = await prepare(caller, study);
    const warmUp = deliveries.splice(0, 8);
    await sendAll(caller, study, warmUp);
    const floorStart = performance.now();
    mkdirSync(join(data, 'floor'));
    deliveries.forEach(({ bytes }, index) => writeFileSync(join(data, 'floor', `${index}-${digest(bytes)}`), bytes));
    const baseline = deliveries.length / ((performance.now() - floorStart) / 1000);
    const start = performance.now();
    await sendAll(caller, study, deliveries);
    const value = deliveries.length / ((performance.now() - start) / 1000);
    const megabytes = deliveries.reduce((sum, { bytes }) => sum + bytes.length, 0) / deliveries.length / 1e6;
    const round = (number) => Number(number.toPrecision(4));
    return { unit: 'images/s', value: round(value), baseline: round(baseline), baselineName: 'writing and digesting the same files', ratio: round(value / baseline), runs: 1, images: deliveries.length, megabytesEach: round(megabytes), atOnce: AT_ONCE };
  } finally {
    await api?.close();
    await database?.server.stop();
    for (const path of [folder, data]) rmSync(path, { recursive: true, force: true });
  }
}
