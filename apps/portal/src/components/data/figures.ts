const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size in the unit that leaves one to three digits before the point. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit] ?? 'B'}`;
}

/** Seconds as `12 s`, `3 min 05 s` or `2 h 04 min`. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

/** A share as a whole percentage; of nothing, nothing. */
export const percentText = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

/** `0.924 (0.889–0.959)`, as results are printed. */
export function intervalText(value: number | null, lower: number | null, upper: number | null): string {
  if (value === null) return '–';
  if (lower === null || upper === null) return value.toFixed(3);
  return `${value.toFixed(3)} (${lower.toFixed(3)}–${upper.toFixed(3)})`;
}
