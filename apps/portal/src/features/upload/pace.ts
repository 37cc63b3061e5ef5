/** How far a delivery of several files is. */
export interface Pace {
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** Bytes a second since the delivery began; null before the first bytes. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

/** Rate and time left from what was sent so far. */
export function paceOf(sentBytes: number, totalBytes: number, beganAt: number | null, now: number): Pace {
  const seconds = beganAt === null ? 0 : (now - beganAt) / 1000;
  const rate = seconds > 0 && sentBytes > 0 ? sentBytes / seconds : null;
  return { sentBytes, totalBytes, rate, secondsLeft: rate === null ? null : Math.max(0, totalBytes - sentBytes) / rate };
}
