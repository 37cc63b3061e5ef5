/** How a download into a file stands. */
export interface DownloadState {
  readonly phase: 'idle' | 'running' | 'paused' | 'broken' | 'whole' | 'whole-unchecked' | 'differs';
  readonly got: number;
  readonly total: number | null;
  readonly perSecond: number;
}

/** Where the bytes of an answer begin and how long the whole is (RFC 9110 14.4). An answer that says neither is no download. */
export function bytesFrom(status: number, contentRange: string | null, contentLength: string | null): { readonly from: number; readonly total: number } {
  if (status === 200 && contentLength !== null && /^\d+$/.test(contentLength)) return { from: 0, total: Number(contentLength) };
  const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(contentRange ?? '') ?? [];
  if (status !== 206 || from === undefined || total === undefined) throw new Error('the answer does not say which bytes it holds');
  return { from: Number(from), total: Number(total) };
}

/** How long the rest takes at this rate, in seconds; null while nobody can say. */
export const secondsLeft = ({ got, total, perSecond }: DownloadState): number | null => (total === null || perSecond <= 0 ? null : (total - got) / perSecond);

/** How long a job that is so far done will still take, by the time since it was asked for; null before it says anything. */
export function jobSecondsLeft(progress: number, requestedAt: string, now: number): number | null {
  const passed = (now - Date.parse(requestedAt)) / 1000;
  return progress <= 0.01 || passed <= 0 ? null : (passed * (1 - progress)) / progress;
}
