import { addDays } from '@echocohort/kernel';
import { readDate } from '@echocohort/dicom';

/** Moves a day of the calendar (`YYYYMMDD`); null for anything that is no such day. */
export interface MoveDay {
  (day: string): string | null;
}

/** The mover of a shift by whole days; years outside 1900 to 2100 are no dates of an examination. */
export function moveByDays(days: number): MoveDay {
  return (day) => {
    const date = readDate(day);
    if (date === null || date < '1900-01-01' || date > '2100-12-31') return null;
    return addDays(date, days)?.replaceAll('-', '') ?? null;
  };
}

/** TM cut to the hour (`HH0000`); null when it does not begin with an hour. */
export function cutTime(text: string): string | null {
  const match = /^([01]\d|2[0-3])(?::?[0-5]\d(?::?[0-5]\d|:?60)?(?:\.\d{1,6})?)?$/.exec(text);
  return match?.[1] === undefined ? null : `${match[1]}0000`;
}

/** DT with its day moved, its time cut to the hour and its zone kept; null when it is not precise to the day. */
export function moveDateTime(text: string, move: MoveDay): string | null {
  const match = /^(\d{8})(?:([01]\d|2[0-3])(?:[0-5]\d(?:(?:[0-5]\d|60)(?:\.\d{1,6})?)?)?)?([+-](?:0\d|1[0-4])[0-5]\d)?$/.exec(text);
  if (match?.[1] === undefined) return null;
  const day = move(match[1]);
  return day === null ? null : day + (match[2] === undefined ? '' : `${match[2]}0000`) + (match[3] ?? '');
}

/** AS with ages over 89 years written as 90 (45 CFR 164.514(b)(2)(i)(C)); null for anything that is no age. */
export function capAge(text: string): string | null {
  const match = /^(\d{3})([DWMY])$/.exec(text);
  if (!match) return null;
  return match[2] === 'Y' && Number(match[1]) > 89 ? '090Y' : text;
}
