import { fork, type ChildProcess } from 'node:child_process';
import type { JobPayload, ProgressEvent } from '@echocohort/jobs';
import { childMessage, type TrainerMessage, type TrainingOutcome } from './training-outcome.ts';

/** Runs one training to its end and reports on the way. */
export interface TrainingRunner {
  (job: JobPayload<'train'>, onEvent: (event: ProgressEvent) => void, signal: AbortSignal): Promise<TrainingOutcome>;
}

/** How long a training may take to reach the end of a step and store its checkpoint before it is killed: services are ended ten seconds after they were asked to stop. */
const GRACE_MS = 8000;

/** Asks for a checkpoint, and kills the process when it does not hand the training back in time. */
function interrupt(child: ChildProcess, graceMs: number): NodeJS.Timeout {
  const ask: TrainerMessage = { ask: 'hand-back' };
  if (child.connected) child.send(ask, () => undefined); // a process that is gone tells so by its exit
  return setTimeout(() => child.kill('SIGKILL'), graceMs);
}

/**
 * Runs each training in a process of its own: a step blocks its process for as long as it takes, and a training that runs
 * out of memory takes only itself along. One that is to stop hands back a checkpoint between two steps, or is killed.
 */
export const childRunner = (script: string, graceMs = GRACE_MS): TrainingRunner => (job, onEvent, signal) =>
  new Promise((resolve, reject) => {
    const child = fork(script, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const told: TrainingOutcome[] = [];
    const timers: NodeJS.Timeout[] = [];
    const stop = (): void => void timers.push(interrupt(child, graceMs));
    signal.addEventListener('abort', stop, { once: true });
    child.on('message', (message) => {
      const parsed = childMessage.safeParse(message);
      if (!parsed.success) child.kill('SIGKILL');
      else if (parsed.data.tell === 'progress') onEvent(parsed.data.event);
      else told.push(parsed.data.outcome);
    });
    child.once('error', reject);
    child.once('exit', (code, killedBy) => {
      signal.removeEventListener('abort', stop);
      timers.forEach((timer) => clearTimeout(timer));
      const [outcome] = told;
      if (outcome) return resolve(outcome);
      if (signal.aborted) return resolve({ status: 'cancelled' });
      const how = killedBy === null ? `with code ${code ?? 'unknown'}` : `by ${killedBy}`;
      resolve({ status: 'failed', error: { code: 'training-process-ended', detail: `The training process was ended ${how}; if memory ran out, a smaller batch or picture size helps.` } });
    });
    child.send(job);
  });
