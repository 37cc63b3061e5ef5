// One installation's folder, and the mark of the start script that is using it.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Others may pass through (the database runs as its own user where we are root) but not list. */
export function openDataFolder(data) {
  mkdirSync(join(data, 'logs'), { recursive: true });
  mkdirSync(join(data, 'storage'), { recursive: true });
  chmodSync(data, 0o711);
  chmodSync(join(data, 'logs'), 0o700);
  chmodSync(join(data, 'storage'), 0o700);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node');
  } catch (error) {
    return error.code === 'EPERM' || (error.code === 'ENOENT' && process.platform !== 'linux');
  }
}

/** Refuses when another start script uses the folder; a mark left by a killed one is taken over. */
export function claimDataFolder(data) {
  const file = join(data, 'running.json');
  if (existsSync(file)) {
    const { pid, portal } = JSON.parse(readFileSync(file, 'utf8'));
    if (pid !== process.pid && isAlive(pid)) throw new Error(`EchoCohort is already running from ${data}${portal ? ` at ${portal}` : ''} (process ${pid}).`);
  }
  const write = (more) => writeFileSync(file, JSON.stringify({ pid: process.pid, ...more }), { mode: 0o600 });
  write({});
  return { note: write, release: () => rmSync(file, { force: true }) };
}

/** What became of the demo data in this folder: null (never begun), 'begun' or 'done'. */
export function demoState(data) {
  const file = join(data, 'demo-data');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}
export const noteDemoState = (data, state) => writeFileSync(join(data, 'demo-data'), `${state}\n`);
