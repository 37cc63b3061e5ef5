#!/usr/bin/env node
// npm run rehearsal: the whole study with planted faults, through a product of its own (data folder, ports, database).
// Options: see apps/rehearsal/src/rehearse/options.ts. The last line is "N passed, N failed".
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildAll } from './steps/build-all.mjs';
import { installPackages } from './steps/install-packages.mjs';
import { root, runStep } from './steps/run-step.mjs';

const args = process.argv.slice(2);
const keepAt = args.indexOf('--keep');
const keep = keepAt >= 0 && args[keepAt + 1] ? resolve(process.env.INIT_CWD ?? process.cwd(), args[keepAt + 1]) : null;

/** The rehearsal's own folder; the database's user must be able to pass through it. */
function makeFolder() {
  if (keep === null) {
    const folder = mkdtempSync(join(tmpdir(), 'echocohort-rehearsal-'));
    chmodSync(folder, 0o755);
    return folder;
  }
  mkdirSync(keep, { recursive: true });
  if (readdirSync(keep).length > 0) throw new UsageError('--keep needs an empty folder: a rehearsal starts from nothing.');
  return keep;
}

function runRehearsal(product, folder) {
  const env = { ...process.env, ECHOCOHORT_API_URL: product.apiUrl, DEMO_PASSWORD: product.demoPassword, REHEARSAL_FOLDER: folder };
  const child = spawn(process.execPath, [join(root, 'apps/rehearsal/dist/main.js'), ...args], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((done) => child.once('error', () => done(1)).once('close', (code) => done(code ?? 1)));
}

class UsageError extends Error {}

async function main() {
  const folder = makeFolder();
  await installPackages();
  await buildAll();
  await runStep(process.execPath, [join(root, 'tools/install-engine.mjs')]);
  const { startProduct } = await import('./start/product.mjs'); // needs packages, so only now
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopped.abort(new Error('stopped')));
  const say = (text) => process.stderr.write(`${text}\n`);
  const product = await startProduct({ data: join(folder, 'data'), demoData: false }, { say, signal: stopped.signal, onDeath: (error) => say(error.message) });
  stopped.signal.addEventListener('abort', () => void product.stop());
  try {
    process.exitCode = await runRehearsal(product, folder);
  } finally {
    await product.stop();
    if (keep === null) rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error.message);
  if (error instanceof UsageError) process.exit(2);
  console.log('0 passed, 1 failed');
  process.exit(1);
});
