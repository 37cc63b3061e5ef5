import { fork, type ChildProcess } from 'node:child_process';
import type { ProgressEvent } from '@echocohort/jobs';
import { childMessage, type ChildMessage, type ProcessTask, type TrainerMessage } from './training-outcome.ts';

/** How the process ended: with its last word, or without one. */
export type ProcessEnd =
  | Extract<ChildMessage, { tell: 'outcome' | 'trial' | 'engine' }>
  | { readonly tell: 'killed-by-trainer' }
  | { readonly tell: 'killed-by-system'; readonly signal: string }
  | { readonly tell: 'ended'; readonly code: number | null };

/** What the trainer gives a process besides its task. */
export interface ProcessParts {
  readonly onEvent: (event: ProgressEvent) => void;
  /** Whether the process may write to storage now. */
  readonly mayWrite: () => Promise<boolean>;
  /** Asks for a checkpoint between two steps. */
  readonly handBack: AbortSignal;
  /** Ends the process at once. */
  readonly kill: AbortSignal;
}

/** Runs one task to its end and reports on the way. */
export interface TrainingRunner {
  (task: ProcessTask, parts: ProcessParts): Promise<ProcessEnd>;
}

/** A process that is gone tells so by its exit. */
const say = (child: ChildProcess, message: TrainerMessage | ProcessTask): void => {
  if (child.connected) child.send(message, () => undefined);
};

const whenAborted = (signal: AbortSignal, act: () => void): void => {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true });
};

/**
 * Runs each training in a process of its own: a step blocks its process for as long as it takes, and a training that runs
 * out of memory takes only itself along.
 */
export const childRunner = (script: string): TrainingRunner => (task, { onEvent, mayWrite, handBack, kill }) =>
  new Promise((resolve, reject) => {
    const child = fork(script, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const told: ProcessEnd[] = [];
    const end = (): void => void child.kill('SIGKILL');
    whenAborted(handBack, () => say(child, { ask: 'hand-back' }));
    whenAborted(kill, end);
    child.on('message', (message) => {
      const parsed = childMessage.safeParse(message);
      if (!parsed.success) return end();
      const heard = parsed.data;
      if (heard.tell === 'progress') onEvent(heard.event);
      else if (heard.tell === 'about-to-write') mayWrite().then((granted) => say(child, { ask: 'write', number: heard.number, granted }), end);
      else told.push(heard);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const [last] = told;
      if (last) resolve(last);
      else if (kill.aborted) resolve({ tell: 'killed-by-trainer' });
      else resolve(signal === null ? { tell: 'ended', code } : { tell: 'killed-by-system', signal });
    });
    say(child, task);
  });
