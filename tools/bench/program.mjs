import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { callRoute, routes } from '@echocohort/contracts';
import { PASSWORD, ROOT } from './installation.mjs';

export const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // It has ended; what it held is known.
  }
};
const peakOf = (pid) => Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
const childrenOf = (pid) => read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
const programOf = (pid) => basename(read(`/proc/${pid}/cmdline`).split('\0').find((part) => part.endsWith('.js')) ?? '', '.js');

/**
 * A program of its own, as people run it, with the most memory (MiB, resident) that it and each program that it starts
 * ever held (Linux). Programs are named after their files.
 */
export function program(file, args, env) {
  // The services are started with this by `npm start` and the compose file.
  const [flags, few] = file.startsWith('apps/api/') ? [['--max-semi-space-size=4'], { MALLOC_ARENA_MAX: '2' }] : [[], {}];
  const child = spawn(process.execPath, [...flags, join(ROOT, file), ...args], { env: { ...process.env, ...few, ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
  const peaks = new Map();
  const look = () => {
    for (const pid of [String(child.pid), ...childrenOf(child.pid)]) {
      const name = programOf(pid);
      if (name !== '') peaks.set(name, Math.max(peaks.get(name) ?? 0, Math.round(peakOf(pid))));
    }
  };
  const timer = setInterval(look, 25);
  const ended = once(child, 'exit').finally(() => clearInterval(timer));
  return { child, ended, peaks: () => { look(); return Object.fromEntries(peaks); } };
}

/** Signs in at another server of the same installation. */
async function signedInAt(baseUrl, role) {
  const { token } = await callRoute({ baseUrl, send: fetch }, routes.signIn, { body: { email: `${role}@demo.echocohort.example`, password: PASSWORD } });
  return { baseUrl, token, send: fetch };
}

async function timed(work) {
  const start = performance.now();
  return [await work(), Math.round(performance.now() - start)];
}

/** Split, preview and lock of everything over HTTP, at an API in its own process; each with its time, and what each process held. */
export async function lockInProcess(env) {
  const port = 20_000 + (process.pid % 20_000);
  const api = program('apps/api/dist/main.js', [], { ...env, API_PORT: String(port) });
  try {
    const url = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 300 && !(await fetch(`${url}/health/ready`).catch(() => null))?.ok; tries++) await pause(200);
    const idleMiB = api.peaks().main;
    const caller = await signedInAt(url, 'statistician');
    const created = await callRoute(caller, routes.createCohort, { body: { name: 'Bench', definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } } });
    const params = { cohortId: created.id };
    const [cohort, splitMs] = await timed(() => callRoute(caller, routes.splitCohort, { params, version: created.version, body: { seed: 'bench' } }));
    const [{ digest }, previewMs] = await timed(() => callRoute(caller, routes.cohortPreview, { params }));
    const [snapshot, lockMs] = await timed(() => callRoute(caller, routes.lockCohort, { params, version: cohort.version, body: { password: PASSWORD, meaning: 'benchmark', digest } }));
    const { main, 'study-process': study } = api.peaks();
    return { snapshot, splitMs, previewMs, lockMs, apiIdleMiB: idleMiB, apiMiB: main, lockMiB: study };
  } finally {
    api.child.kill();
    await api.ended;
  }
}

/** The outcomes of the external centres are sealed for two key holders, so these enrol first. */
export async function enrolHolders(signIn) {
  for (const role of ['data-manager', 'administrator']) await callRoute(await signIn(role), routes.enrolKeyHolder, { body: { password: PASSWORD, passphrase: `${PASSWORD} of the ${role}` } });
}
