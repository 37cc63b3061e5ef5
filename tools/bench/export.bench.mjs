import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { callRoute, routes, sendRoute } from '@echocohort/contracts';
import { withDrawnStudy } from './full-study.mjs';
import { PASSWORD, ROOT } from './installation.mjs';

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** A program of its own, as people run it, with the most memory that it ever held (Linux). */
function program(file, args, env) {
  const child = spawn(process.execPath, [join(ROOT, file), ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
  let peak = 0;
  const look = () => {
    try {
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
    } catch {
      // It has ended; what it held is known.
    }
  };
  const timer = setInterval(look, 50);
  const ended = once(child, 'exit').finally(() => clearInterval(timer));
  return { child, ended, peakMiB: () => { look(); return Math.round(peak / 1024); } };
}

async function lockedBy(caller) {
  const created = await callRoute(caller, routes.createCohort, { body: { name: 'Bench', definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } } });
  const params = { cohortId: created.id };
  const cohort = await callRoute(caller, routes.splitCohort, { params, version: created.version, body: { seed: 'bench' } });
  const { digest } = await callRoute(caller, routes.cohortPreview, { params });
  return callRoute(caller, routes.lockCohort, { params, version: cohort.version, body: { password: PASSWORD, meaning: 'benchmark', digest } });
}

async function exportedBy(caller, snapshotId) {
  const start = performance.now();
  let state = await callRoute(caller, routes.requestExport, { params: { snapshotId }, body: {} });
  while (!['finished', 'failed'].includes(state.status)) {
    await pause(200);
    state = await callRoute(caller, routes.exportState, { params: { exportId: state.id } });
  }
  if (state.status === 'failed') throw new Error(`the export failed: ${state.error}`);
  return { state, ms: performance.now() - start };
}

/** Signs in at another server of the same installation. */
async function signedInAt(baseUrl, role) {
  const { token } = await callRoute({ baseUrl, send: fetch }, routes.signIn, { body: { email: `${role}@demo.echocohort.example`, password: PASSWORD } });
  return { baseUrl, token, send: fetch };
}

async function lockInProcess(env) {
  const port = 20_000 + (process.pid % 20_000);
  const api = program('apps/api/dist/main.js', [], { ...env, API_PORT: String(port) });
  try {
    const url = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 150 && !(await fetch(`${url}/health/ready`).catch(() => null))?.ok; tries++) await pause(200);
    const before = api.peakMiB();
    const start = performance.now();
    const snapshot = await lockedBy(await signedInAt(url, 'statistician'));
    return { snapshot, lockMiB: api.peakMiB(), idleMiB: before, lockMs: Math.round(performance.now() - start) };
  } finally {
    api.child.kill();
    await api.ended;
  }
}

async function verified(file) {
  const start = performance.now();
  const cli = program('apps/cli/dist/main.js', ['verify', file]);
  const [code] = await cli.ended;
  if (code !== 0) throw new Error('the export of the benchmark does not verify');
  return { verifyMs: Math.round(performance.now() - start), verifyMiB: cli.peakMiB() };
}

/**
 * Lock, export by the worker's own process and `echocohort verify` of the zip, for a study of the paper's size whose
 * images are thinned to 8 KB. Each in a process with Node's defaults; the most memory that it held stands beside.
 */
export default function measure() {
  return withDrawnStudy(async ({ signIn, data, env }) => {
    for (const role of ['data-manager', 'administrator']) await callRoute(await signIn(role), routes.enrolKeyHolder, { body: { password: PASSWORD, passphrase: `${PASSWORD} of the ${role}` } });
    const { snapshot, ...lock } = await lockInProcess(env);
    const worker = program('apps/api/dist/worker.js', [], env);
    const caller = await signIn('statistician');
    try {
      const { state, ms } = await exportedBy(caller, snapshot.id);
      const exportMiB = worker.peakMiB();
      const zip = join(data, 'export.zip');
      await pipeline(Readable.fromWeb((await sendRoute(caller, routes.downloadExport, { params: { exportId: state.id } })).body), createWriteStream(zip));
      const plain = performance.now();
      execFileSync('tar', ['-cf', join(data, 'plain.tar'), '-C', join(data, 'storage'), 'objects']);
      const baseline = performance.now() - plain;
      return { unit: 'ms', value: Math.round(ms), baseline: Math.round(baseline), baselineName: 'the same objects by tar', ratio: Number((ms / baseline).toPrecision(4)), runs: 1, sizeBytes: state.sizeBytes, ...lock, exportMiB, ...(await verified(zip)) };
    } finally {
      worker.child.kill();
      await worker.ended;
    }
  });
}
