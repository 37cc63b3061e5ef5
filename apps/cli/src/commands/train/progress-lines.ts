import type { EpochRecord, SetMetrics } from '@echocohort/model';
import type { DryRun, StepReport } from '@echocohort/training';

/** Hours, minutes or seconds, as one says it. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

export function epochLine({ epoch, epochs, loss, internalAuc, internalLower, internalUpper, imagesPerSecond, memoryMb, secondsLeft }: EpochRecord): string {
  const interval = internalLower === null || internalUpper === null ? '' : ` (${internalLower.toFixed(3)} to ${internalUpper.toFixed(3)})`;
  const memory = memoryMb === null ? '' : `, ${memoryMb} MB`;
  return `epoch ${epoch} of ${epochs}: loss ${loss.toFixed(4)}, internal AUC ${internalAuc === null ? 'not estimable' : `${internalAuc.toFixed(3)}${interval}`}, ${imagesPerSecond.toFixed(0)} pictures/s${memory}, ${duration(secondsLeft ?? 0)} left\n`;
}

export const metricsLine = ({ set, lesions, auc, lower, upper, refusal }: SetMetrics): string =>
  auc === null ? `${set}\t${lesions} lesions\tno AUC: ${refusal ?? 'unknown'}\n` : `${set}\t${lesions} lesions\tAUC ${auc.toFixed(3)} (${lower?.toFixed(3) ?? '-'} to ${upper?.toFixed(3) ?? '-'})\n`;

export const dryRunLines = ({ engine, threads, images, lesions, stepsTimed, secondsPerStep, imagesPerSecond, epochs, stepsInAll, secondsInAll, memoryMb }: DryRun): string =>
  `engine ${engine}, ${threads} thread(s); ${images} pictures of ${lesions} lesions\n${stepsTimed} steps timed: ${secondsPerStep.toFixed(3)} s a step, ${imagesPerSecond.toFixed(1)} pictures/s${memoryMb === null ? '' : `, ${memoryMb} MB`}\n${epochs} epochs, ${stepsInAll} steps: about ${duration(secondsInAll)} in all; early stopping may end it sooner\n`;

const EVERY_MS = 5000;

/** A line every few seconds inside a long epoch. */
export function stepLines(write: (text: string) => void, now: () => number): (report: StepReport) => void {
  let told = now();
  return ({ epoch, step, steps, loss, seconds }) => {
    if (now() - told < EVERY_MS) return;
    told = now();
    write(`  epoch ${epoch}, step ${step} of ${steps}: loss ${loss.toFixed(4)}, ${seconds.toFixed(2)} s a step, epoch done in ${duration((steps - step) * seconds)}\n`);
  };
}
