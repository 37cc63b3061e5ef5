// Lays OpenBLAS beside koffi for the WebAssembly engine, which is three to four times as fast with it: where the native library cannot be had
// (no compiler), training runs on this. A wheel pinned by SHA-256, unpacked and never installed; Python does not run.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OPENBLAS } from './pin.mjs';
import { digestOf, downloadWheel, Unavailable, unavailable } from './wheel.mjs';
import { extractMember, listZip } from './zip.mjs';

async function isWhole(folder) {
  for (const { name, sha256 } of OPENBLAS.libraries) {
    const file = join(folder, name);
    if (!existsSync(file) || (await digestOf(file)) !== sha256) return false;
  }
  return true;
}

async function lay(place, cache) {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'openblas-'));
  try {
    downloadWheel(OPENBLAS, work, work);
    const wheel = join(work, readdirSync(work).find((name) => name.endsWith('.whl')) ?? unavailable('pip ended well but left no wheel'));
    const members = await listZip(wheel);
    for (const { name } of OPENBLAS.libraries) {
      const member = members.find((entry) => entry.name === `${OPENBLAS.inside}${name}`) ?? unavailable(`the wheel holds no ${name}`);
      await extractMember(wheel, member, join(work, 'lib', name));
    }
    if (!(await isWhole(join(work, 'lib')))) unavailable('a library has another SHA-256 than the pinned one');
    rmSync(place, { recursive: true, force: true });
    renameSync(join(work, 'lib'), place);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What the machine has now, as the end of the installation's line: nothing where OpenBLAS cannot be had. */
export async function installOpenBlas(require, cache, checkOnly) {
  try {
    if (process.platform !== 'linux' || process.arch !== 'x64' || !process.report.getReport().header.glibcVersionRuntime) return null;
    const place = join(dirname(require.resolve('koffi')), OPENBLAS.folder);
    if (!(await isWhole(place))) {
      if (checkOnly) return null;
      await lay(place, cache);
    }
    return OPENBLAS.version;
  } catch (error) {
    if (!(error instanceof Unavailable) && error?.code !== 'MODULE_NOT_FOUND') throw error;
    return null; // the WebAssembly engine runs without it, and the native one does not use it
  }
}
