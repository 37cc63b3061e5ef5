import type { RunView } from '@echocohort/contracts';
import type { ProgressRow } from '@echocohort/jobs';

type Epoch = RunView['history'][number];
type Taking = RunView['takings'][number];

/**
 * The epochs of a run as if nobody had interrupted it: a trainer that goes on from a checkpoint repeats what was done after it, and one that
 * begins anew begins the history anew.
 */
export function historyOf(rows: readonly ProgressRow[]): Epoch[] {
  let history: Epoch[] = [];
  for (const { at, event } of rows) {
    if (event.kind === 'started') {
      const from = event.resumedAt?.epoch ?? 1;
      history = history.filter(({ epoch }) => epoch < from);
    }
    if (event.kind !== 'epoch') continue;
    const { epoch, epochs, loss, imagesPerSecond, secondsLeft, internalAuc, internalLower = null, internalUpper = null, memoryMb = null, engineShare = null } = event;
    history = [...history.filter((earlier) => earlier.epoch < epoch), { epoch, epochs, loss, imagesPerSecond, secondsLeft, internalAuc, internalLower, internalUpper, memoryMb, engineShare, at }];
  }
  return history;
}

/** Who took the training when and why, and from where it went on. */
export function takingsOf(rows: readonly ProgressRow[]): Taking[] {
  const takings: Taking[] = [];
  for (const { at, event } of rows) {
    if (event.kind === 'taken') takings.push({ at, trainer: event.trainer, why: event.reason, epoch: null, step: null });
    const last = takings.at(-1);
    if (event.kind === 'started' && last) takings[takings.length - 1] = { ...last, epoch: event.resumedAt?.epoch ?? null, step: event.resumedAt?.step ?? null };
  }
  return takings;
}

/** The step that the present trainer told last; null when it has told none yet. */
export function stepOf(rows: readonly ProgressRow[]): RunView['step'] {
  const taken = rows.findLast(({ event }) => event.kind === 'taken');
  const row = rows.findLast(({ event }) => event.kind === 'step');
  if (row?.event.kind !== 'step' || row.id < (taken?.id ?? 0)) return null;
  const { epoch, epochs, step, steps, loss, imagesPerSecond, secondsLeft, memoryMb } = row.event;
  return { epoch, epochs, step, steps, loss, imagesPerSecond, secondsLeft, memoryMb, at: row.at };
}

/** Engine, versions and threads of the last start. */
export function engineOf(rows: readonly ProgressRow[]): string | null {
  const started = rows.findLast(({ event }) => event.kind === 'started')?.event;
  return started?.kind === 'started' ? `${started.engine} (${started.version}), ${started.threads} thread${started.threads === 1 ? '' : 's'}` : null;
}
