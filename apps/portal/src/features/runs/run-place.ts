import type { RunView } from '@echocohort/contracts';
import type { runsWords } from './runs.words.ts';

/** How far a training has come. */
export interface RunPlace {
  readonly epoch: number;
  readonly step: number | null;
}

/** The furthest place that is known: where it failed, else the step told last, else the last whole epoch; null before any. */
export function placeOf(run: Pick<RunView, 'failure' | 'step' | 'progress'>): RunPlace | null {
  const { failure, step, progress } = run;
  if (failure?.epoch != null) return { epoch: failure.epoch, step: failure.step };
  if (step && step.epoch > (progress?.epoch ?? 0)) return { epoch: step.epoch, step: step.step };
  return progress ? { epoch: progress.epoch, step: null } : null;
}

type Told = NonNullable<RunView['step']> | NonNullable<RunView['progress']>;

/** What was told last: the step of the epoch under way, or the last whole epoch where no step came after it. */
export function latestOf({ step, progress }: Pick<RunView, 'step' | 'progress'>): Told | null {
  return step && step.epoch > (progress?.epoch ?? 0) ? step : (progress ?? step);
}

const FEWEST_ON_AXIS = 10;

/** Where the axis of epochs ends: room for as many again, so that the first of four hundred epochs are no dot. */
export const axisEnd = (done: number, epochs: number): number => Math.min(epochs, Math.max(FEWEST_ON_AXIS, 2 * done));

/** Share of the training that is done, from 0 to 1: whole epochs, and the steps of the one under way. */
export function shareDone(run: Pick<RunView, 'step' | 'progress'>): number {
  const { step, progress } = run;
  const epochs = step?.epochs ?? progress?.epochs ?? 0;
  if (epochs === 0) return 0;
  const whole = progress?.epoch ?? 0;
  const begun = step && step.epoch > whole && step.steps > 0 ? step.epoch - 1 + step.step / step.steps : whole;
  return Math.min(1, Math.max(0, begun / epochs));
}

type Say = (key: keyof typeof runsWords, values?: Readonly<Record<string, string | number>>) => string;

/** A place in words. */
export function placeText(t: Say, place: RunPlace | null): string {
  if (place === null) return t('placeNone');
  return place.step === null ? t('placeEpoch', { epoch: place.epoch }) : t('placeStep', { epoch: place.epoch, step: place.step });
}

/** The heading of a run: what it is and the one thing about it that matters now. */
export function runTitle(t: Say, run: RunView, internalAuc: string): string {
  const { model } = run.config;
  const done = placeText(t, placeOf(run));
  switch (run.status) {
    case 'queued':
      return t('titleQueued', { model, n: run.queue?.position ?? '–' });
    case 'running': {
      const at = latestOf(run);
      return at ? t('titleRunning', { model, epoch: at.epoch, epochs: at.epochs }) : t('titleStarting', { model });
    }
    case 'paused':
      return t('titlePaused', { model, done });
    case 'finished':
      return t('titleFinished', { model, auc: internalAuc });
    case 'failed':
      return t('titleFailed', { model, done });
    case 'cancelled':
      return t('titleCancelled', { model, done });
  }
}
