// Makes, starts and stops one PostgreSQL cluster in a folder. The server is its own process group, so that a Ctrl-C in
// the terminal reaches the caller only, which then stops things in the right order.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { postgresBinaries } from './binaries.mjs';

const USER = 'postgres';

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, made when missing. */
function serverIdentity() {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return {};
  const id = (flag) => Number(execFileSync('id', [flag, USER], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim());
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', USER], { stdio: 'ignore' });
    return { uid: id('-u'), gid: id('-g') };
  }
}

/** A TCP port of this machine that nobody listens on at this moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A new folder for a cluster that is thrown away; its parent lets the server's user pass, and nobody list it. */
export function throwawayFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'echocohort-postgres-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** Creates the cluster when the folder holds none yet. */
export function initialiseCluster(folder, password, { sync = true } = {}) {
  if (existsSync(join(folder, 'PG_VERSION'))) return false;
  const identity = serverIdentity();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid);
  const secretFolder = mkdtempSync(join(tmpdir(), 'echocohort-init-'));
  const secretFile = join(secretFolder, 'password');
  writeFileSync(secretFile, `${password}\n`, { mode: 0o600 });
  if (identity.uid !== undefined) for (const path of [secretFolder, secretFile]) chownSync(path, identity.uid, identity.gid);
  try {
    execFileSync(postgresBinaries().initdb, [
      `--pgdata=${folder}`, `--username=${USER}`, `--pwfile=${secretFile}`, '--auth=scram-sha-256',
      '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...(sync ? [] : ['--no-sync']),
    ], { ...identity, cwd: tmpdir(), stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const text = String(error.stderr ?? error.message);
    const hint = /permission denied/i.test(text) && identity.uid !== undefined
      ? ` The user "${USER}" must be able to reach ${folder}; choose another folder with --data.` : '';
    throw new Error(`The database could not be created: ${text.trim()}.${hint}`, { cause: error });
  } finally {
    rmSync(secretFolder, { recursive: true, force: true });
  }
  return true;
}

/** Whether the process is a PostgreSQL server (a number in a stale file may by now belong to something else). */
function isPostgres(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return process.platform !== 'linux';
  }
}

/** After a crash of the caller an orphan server may still own the folder, or only its pid file may be left. */
export function clearStaleServer(folder) {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return 'none';
  const pid = Number.parseInt(readFileSync(file, 'utf8').split('\n')[0] ?? '', 10);
  if (Number.isInteger(pid) && isPostgres(pid)) {
    execFileSync(postgresBinaries().pgCtl, ['stop', '-D', folder, '-m', 'fast', '-w', '-t', '30'], { ...serverIdentity(), cwd: tmpdir(), stdio: 'ignore' });
    return 'stopped';
  }
  rmSync(file, { force: true });
  return 'removed';
}

async function waitUntilAnswering(options, child, logFile) {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended with code ${child.exitCode} while starting; see ${logFile}`);
    const client = new pg.Client({ ...options, connectionTimeoutMillis: 2000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      client.end().catch(() => undefined);
      if (error.code === '28P01') throw new Error('PostgreSQL refuses the stored password of its owner', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }
  throw new Error(`PostgreSQL did not answer within a minute; see ${logFile}`);
}

/** Starts the cluster; `stop()` shuts it down in order and waits for the end. */
export async function startCluster(folder, { password, port, logFile, durable = true, settings = [] }) {
  const identity = serverIdentity();
  clearStaleServer(folder);
  const log = openSync(logFile, 'a', 0o600);
  const flags = ['-D', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=',
    ...(durable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off']), ...settings.flatMap((entry) => ['-c', entry])];
  const child = spawn(postgresBinaries().postgres, flags, { ...identity, cwd: tmpdir(), detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const connection = { host: '127.0.0.1', port, user: USER, password, database: 'postgres' };
  try {
    await waitUntilAnswering(connection, child, logFile);
  } catch (error) {
    child.kill('SIGQUIT');
    throw error;
  }
  return {
    ...connection,
    pid: child.pid,
    ended,
    url: (database) => `postgres://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT'); // SIGINT: fast shutdown
      await ended;
    },
  };
}
