// The product's processes: started with their own log file and process group (a Ctrl-C reaches the start script only,
// which stops them in order), remembered in the data folder so that a start after a crash finds orphans.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../steps/run-step.mjs';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** The last lines of a log from where this run began, for a message that helps. */
function logTail(file, from) {
  const text = readFileSync(file).subarray(from).toString('utf8').trim();
  return text.split('\n').slice(-12).join('\n');
}

export class Services {
  #running = [];
  #stopping = false;

  constructor(data, onDeath, signal, say = () => undefined) {
    this.data = data;
    this.onDeath = onDeath;
    this.signal = signal;
    this.say = say;
  }

  /**
   * `replaceAfterMs`: when it lived that long and ends by itself, another one is started, and said; one that ends sooner
   * did not die of chance. Only for a service whose work another can go on with (a trainer's run is taken over from its
   * checkpoint). The end of any other ends the product.
   */
  start(name, script, { args = [], env, replaceAfterMs = Infinity }) {
    const began = Date.now();
    const logFile = join(this.data, 'logs', `${name}.log`);
    const log = openSync(logFile, 'a', 0o600);
    const from = statSync(logFile).size;
    const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, env, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    const service = { name, script, child, logFile, from, exited: false };
    service.ended = new Promise((done) => child.once('exit', (code, signal) => {
      service.exited = true;
      done();
      if (this.#stopping) return;
      const how = signal ?? `code ${code}`;
      if (Date.now() - began < replaceAfterMs) {
        this.onDeath(new Error(`The ${name} ended (${how}); its log is ${logFile}:\n${logTail(logFile, from)}`));
        return;
      }
      signalGroup(child.pid, 'SIGKILL'); // what it had started goes with it: two must never work on one thing
      this.#running = this.#running.filter((other) => other !== service);
      this.start(name, script, { args, env, replaceAfterMs });
      this.say(`the ${name} ended (${how}) and another one was started; its log is ${logFile}`);
    }));
    this.#running.push(service);
    this.#remember();
    return service;
  }

  #remember() {
    writeFileSync(join(this.data, 'services.json'), JSON.stringify(this.#running.map(({ child }) => ({ pid: child.pid, began: beginning(child.pid) }))), { mode: 0o600 });
  }

  /** Asks until it answers yes; a service that ended meanwhile, or the time limit, is an error with the log's end. */
  async until(service, ask, limitMs = 60_000) {
    const end = Date.now() + limitMs;
    while (!(await ask())) {
      this.signal.throwIfAborted();
      if (service.exited) throw new Error(`The ${service.name} ended while starting; its log is ${service.logFile}:\n${logTail(service.logFile, service.from)}`);
      if (Date.now() > end) throw new Error(`The ${service.name} did not answer within ${limitMs / 1000} s; its log is ${service.logFile}`);
      await pause(100);
    }
  }

  /** Newest first; each gets ten seconds to finish what it has in hand. */
  async stop() {
    this.#stopping = true;
    await Promise.all(this.#running.toReversed().map(async ({ child, ended, exited }) => {
      if (exited) return;
      signalGroup(child.pid, 'SIGTERM');
      const patience = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), 10_000);
      await ended;
      clearTimeout(patience);
      signalGroup(child.pid, 'SIGKILL'); // what the service itself may have started
    }));
    rmSync(join(this.data, 'services.json'), { force: true });
  }
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** When a process began, as the kernel counts: with its number it names one process for good (titles change, numbers come again). */
function beginning(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
const stillRuns = ({ pid, began }) => began !== null && beginning(pid) === began;

/** Ends what a killed start script left running. */
export async function endOrphans(data) {
  const file = join(data, 'services.json');
  if (!existsSync(file)) return 0;
  const orphans = JSON.parse(readFileSync(file, 'utf8')).filter(stillRuns);
  for (const { pid } of orphans) signalGroup(pid, 'SIGTERM');
  for (let wait = 0; wait < 50 && orphans.some(stillRuns); wait += 1) await pause(100);
  for (const { pid } of orphans.filter(stillRuns)) signalGroup(pid, 'SIGKILL');
  rmSync(file, { force: true });
  return orphans.length;
}

/** Whether an address answers with success. */
export async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'manual' })).status < 400;
  } catch {
    return false;
  }
}
