import type { RunRow } from '@echocohort/persistence';

/** So long the checkpoint of a failed training is kept, for whoever looks into the failure. */
export const FAILED_KEPT_DAYS = 14;

const DAY_MS = 86_400_000;

/**
 * Whether checkpoints and unregistered files of a run are of no use any more: at once when it was cancelled or its model is registered, after
 * a while when it failed, never while it trains, waits or is paused.
 */
export function leftoversAreDue({ status, finishedAt }: Pick<RunRow, 'status' | 'finishedAt'>, now: Date): boolean {
  if (finishedAt === null) return false;
  return status !== 'failed' || now.getTime() - finishedAt.getTime() >= FAILED_KEPT_DAYS * DAY_MS;
}
