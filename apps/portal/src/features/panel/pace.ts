/** Verdicts of this sitting: when it began and how many were given. */
export interface Sitting {
  readonly began: number;
  readonly verdicts: number;
}

const HOUR_MS = 3_600_000;

/** Verdicts an hour, once there are two to measure by. */
export function anHour(sitting: Sitting, now: number): number | null {
  const spent = now - sitting.began;
  return sitting.verdicts < 2 || spent <= 0 ? null : Math.round((sitting.verdicts * HOUR_MS) / spent);
}
