/** A calendar day without a zone, `YYYY-MM-DD`. Dates of patients are always the shifted ones. */
export type PlainDate = string;

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** Days since 1970-01-01, or null when the text names no day of the calendar. */
function dayNumber(date: PlainDate): number | null {
  const match = FORM.exec(date);
  if (!match) return null;
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(ms).toISOString().slice(0, 10) === date ? ms / DAY_MS : null;
}

export const isPlainDate = (text: string): boolean => dayNumber(text) !== null;

/** Whole days from `from` to `to` (negative when `to` is earlier); null when either is no date. */
export function daysBetween(from: PlainDate, to: PlainDate): number | null {
  const [a, b] = [dayNumber(from), dayNumber(to)];
  return a === null || b === null ? null : b - a;
}

/** The day `days` after `date`; null when `date` is no date. */
export function addDays(date: PlainDate, days: number): PlainDate | null {
  const start = dayNumber(date);
  return start === null ? null : new Date((start + days) * DAY_MS).toISOString().slice(0, 10);
}
