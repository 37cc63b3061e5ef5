// The Python packages of the read-back tests. Prints one line of JSON: {folder} to put on PYTHONPATH, or {skipped: reason}.
// Installs them once into .cache/, never into the system; READ_BACK_PYTHONPATH names a folder that has them already.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const requirements = join(root, 'tools/read-back-requirements.txt');
const INSTALL_MS = 240_000;

function pythonVersion() {
  return execFileSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

function folder() {
  if (process.env.READ_BACK_PYTHONPATH) return process.env.READ_BACK_PYTHONPATH;
  const version = createHash('sha256').update(readFileSync(requirements)).update(pythonVersion()).digest('hex').slice(0, 12);
  const target = join(root, '.cache/read-back', version);
  if (existsSync(target)) return target;
  const unfinished = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  try {
    execFileSync('python3', ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--only-binary=:all:', '--target', unfinished, '-r', requirements], { stdio: 'ignore', timeout: INSTALL_MS });
    if (!existsSync(target)) renameSync(unfinished, target);
    return target;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

let answer;
try {
  answer = { folder: folder() };
} catch {
  answer = { skipped: 'the Python packages of tools/read-back-requirements.txt cannot be installed (needs python3 with pip and a registry)' };
}
process.stdout.write(`${JSON.stringify(answer)}\n`);
