import { fork } from 'node:child_process';
import type { JobPayload, ProgressEvent } from '@echocohort/jobs';
import { childMessage, type TrainingOutcome } from './training-outcome.ts';

/** Runs one training to its end and reports on the way. */
export interface TrainingRunner {
  (job: JobPayload<'train'>, onEvent: (event: ProgressEvent) => void, signal: AbortSignal): Promise<TrainingOutcome>;
}

/**
 * Runs each training in a process of its own: a step blocks its process for as long as it takes, and a training that runs
 * out of memory takes only itself along. A cancelled one is killed; nothing of it was stored.
 */
export const childRunner = (script: string): TrainingRunner => (job, onEvent, signal) =>
  new Promise((resolve, reject) => {
    const child = fork(script, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const told: TrainingOutcome[] = [];
    const kill = (): void => void child.kill('SIGKILL');
    signal.addEventListener('abort', kill, { once: true });
    child.on('message', (message) => {
      const parsed = childMessage.safeParse(message);
      if (!parsed.success) return kill();
      if (parsed.data.tell === 'progress') onEvent(parsed.data.event);
      else told.push(parsed.data.outcome);
    });
    child.once('error', reject);
    child.once('exit', (code, killedBy) => {
      signal.removeEventListener('abort', kill);
      const [outcome] = told;
      if (outcome) return resolve(outcome);
      if (signal.aborted) return resolve({ status: 'cancelled' });
      const how = killedBy === null ? `with code ${code ?? 'unknown'}` : `by ${killedBy}`;
      resolve({ status: 'failed', error: { code: 'training-process-ended', detail: `The training process was ended ${how}; if memory ran out, a smaller batch or picture size helps.` } });
    });
    child.send(job);
  });
