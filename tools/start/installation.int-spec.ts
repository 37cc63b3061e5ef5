import { execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Runs the start script's own parts in a process that can be killed, as a terminal that closes would. */
const RUN = `
  const [data, then] = process.argv.slice(1);
  const at = (file) => import(${JSON.stringify(join(process.cwd(), 'tools/start'))} + '/' + file);
  const { claimDataFolder, openDataFolder } = await at('data-folder.mjs');
  openDataFolder(data);
  const claim = claimDataFolder(data);
  const secrets = (await at('secrets.mjs')).installationSecrets(data);
  const said = [];
  const database = await (await at('database.mjs')).startDatabase(data, secrets, (text) => said.push(text));
  const { Services, endOrphans } = await at('services.mjs');
  const orphans = await endOrphans(data);
  const services = new Services(data, () => undefined, new AbortController().signal);
  services.start('idle', 'tools/start/spec-cases/idle-service.mjs', { env: process.env });
  console.log(JSON.stringify({ said, orphans, port: database.port }));
  if (then === 'hold') await new Promise((done) => process.once('SIGTERM', done));
  if (then === 'die') process.kill(process.pid, 'SIGKILL');
  await services.stop();
  await database.stop();
  claim.release();
`;

/** Kills a service that may be replaced, then one that may not, and tells what the start script heard of it. */
const REPLACED = `
  const [data] = process.argv.slice(1);
  const at = (file) => import(${JSON.stringify(join(process.cwd(), 'tools/start'))} + '/' + file);
  (await at('data-folder.mjs')).openDataFolder(data);
  const { Services } = await at('services.mjs');
  const heard = [];
  let hear = () => undefined;
  const next = () => new Promise((done) => { hear = done; });
  const services = new Services(data, (error) => { heard.push('ended: ' + error.message.split(';')[0]); hear(); }, new AbortController().signal, (text) => { heard.push('said: ' + text.split(';')[0]); hear(); });
  const idle = (name, options) => services.start(name, 'tools/start/spec-cases/idle-service.mjs', { env: process.env, ...options });
  for (const [name, options] of [['trainer', { replaceAfterMs: 0 }], ['trainer', { replaceAfterMs: 60_000 }], ['worker', {}]]) {
    const told = next();
    process.kill(idle(name, options).child.pid, 'SIGKILL');
    await told;
  }
  const known = JSON.parse((await import('node:fs')).readFileSync(data + '/services.json', 'utf8'));
  const alive = known.filter(({ pid }) => { try { return process.kill(pid, 0); } catch { return false; } }).length;
  await services.stop();
  console.log(JSON.stringify({ heard, alive }));
`;

let data: string;
const run = (then: string) => promisify(execFile)(process.execPath, ['--input-type=module', '-e', RUN, '--', data, then]);
const outcome = async (then: string): Promise<unknown> => JSON.parse((await run(then)).stdout);

beforeAll(() => {
  const parent = mkdtempSync(join(tmpdir(), 'echocohort-installation-'));
  chmodSync(parent, 0o711);
  data = join(parent, 'data');
});
afterAll(() => rmSync(join(data, '..'), { recursive: true, force: true }));

describe('an installation in its data folder', () => {
  it('is made once and found again', async () => {
    expect(await outcome('end')).toMatchObject({ said: ['database created'], orphans: 0 });
    const secrets = readFileSync(join(data, 'secrets.json'), 'utf8');
    expect(await outcome('end')).toMatchObject({ said: [], orphans: 0 });
    expect(readFileSync(join(data, 'secrets.json'), 'utf8')).toBe(secrets);
    expect(statSync(join(data, 'secrets.json')).mode & 0o077).toBe(0);
    expect(existsSync(join(data, 'running.json'))).toBe(false);
  }, 60_000);

  it('recovers from a start script that was killed: database and services left over are ended first', async () => {
    await expect(run('die')).rejects.toMatchObject({ signal: 'SIGKILL' });
    expect(await outcome('end')).toMatchObject({ said: ['a database left over by a killed run was stopped'], orphans: 1 });
  }, 60_000);

  it('goes on with another trainer when one dies, and ends when one dies at once or any other service dies', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', REPLACED, '--', `${data}-services`]);
    expect(JSON.parse(stdout)).toEqual({
      heard: ['said: the trainer ended (SIGKILL) and another one was started', 'ended: The trainer ended (SIGKILL)', 'ended: The worker ended (SIGKILL)'],
      alive: 1,
    });
  }, 60_000);

  it('is used by one start script at a time', async () => {
    const first = spawn(process.execPath, ['--input-type=module', '-e', RUN, '--', data, 'hold'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((done) => first.stdout.once('data', done));
    await expect(run('end')).rejects.toMatchObject({ stderr: expect.stringContaining('already running') as string });
    const ended = new Promise((done) => first.once('exit', done));
    first.kill('SIGTERM');
    expect(await ended).toBe(0);
  }, 60_000);
});
