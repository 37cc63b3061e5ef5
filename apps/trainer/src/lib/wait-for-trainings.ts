import { setTimeout as wait } from 'node:timers/promises';
import { giveSignOfLife, type TrainerDesk } from '@echocohort/jobs';
import { removeLeftovers } from '@echocohort/storage';
import { workOnTraining, type WorkParts } from './work-on-training.ts';

/** What a trainer needs to wait for trainings. */
export interface WaitingParts extends Omit<WorkParts, 'desk'> {
  readonly desk: TrainerDesk;
  /** A file that says to a container's health check when the trainer last reached its queue. */
  readonly signFile?: string | undefined;
}

const POLL_MS = 1000;
const SHOW_MS = 10_000;

/** The message of a fault, without whatever stands below it. */
const said = (error: unknown): string => (error instanceof Error ? error.message : 'unknown fault');

/** Shows itself to people until told to go; a sign that could not be written is told and written the next time. */
async function showItself({ desk, run, leaving, log, signFile }: WaitingParts): Promise<void> {
  const never = new AbortController().signal;
  const named = run({ do: 'name-engine' }, { onEvent: () => undefined, mayWrite: () => Promise.resolve(false), handBack: never, kill: leaving });
  void named.then((end) => (end.tell === 'engine' ? desk.show(end) : undefined)).catch((error: unknown) => log(`engine: ${said(error)}`));
  while (!leaving.aborted) {
    await (signFile === undefined ? desk.show() : giveSignOfLife(signFile, () => desk.show())).catch((error: unknown) => log(`sign of life: ${said(error)}`));
    await wait(SHOW_MS, undefined, { signal: leaving }).catch(() => undefined); // told to go
  }
}

/** Takes the next training and works on it; answers whether there was one. */
async function next(parts: WaitingParts): Promise<boolean> {
  const taken = await parts.desk.take();
  if (taken === null) return false;
  if (taken.outcome === 'settled') {
    if (taken.cancelled) await removeLeftovers(parts.storage, taken.runId);
    return true;
  }
  parts.log(`${taken.kind} ${taken.work.runId} taken (${taken.reason})`);
  await workOnTraining(parts, taken);
  parts.log(`${taken.kind} ${taken.work.runId} left`);
  return true;
}

/** Takes trainings one after the other until told to go. A fault (a database that is away) is told, and the trainer waits for its end. */
export async function waitForTrainings(parts: WaitingParts): Promise<void> {
  const showing = showItself(parts);
  while (!parts.leaving.aborted) {
    const found = await next(parts).catch((error: unknown) => {
      parts.log(`could not work: ${said(error)}`);
      return false;
    });
    if (!found) await wait(POLL_MS, undefined, { signal: parts.leaving }).catch(() => undefined); // told to go
  }
  await showing;
}
