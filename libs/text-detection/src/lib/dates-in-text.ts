const MONTHS: readonly string[] = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface Day {
  readonly year: string;
  readonly month: number;
  readonly day: number;
}

const wholeYear = (year: string): boolean => year.length === 4 || year.length === 2;

/** The orders in which a day is written. */
function ordersOf(a: string, b: string, c: string): Day[] {
  return [
    { year: a, month: Number(b), day: Number(c) },
    { year: c, month: Number(b), day: Number(a) },
    { year: c, month: Number(a), day: Number(b) },
    { year: a, month: Number(c), day: Number(b) },
  ].filter(({ year, month, day }) => wholeYear(year) && month >= 1 && month <= 12 && day >= 1 && day <= 31);
}

function daysOfRun(run: string): Day[] {
  const cut = (lengths: readonly number[]): string[] => {
    let at = 0;
    return lengths.map((length) => run.slice(at, (at += length)));
  };
  const forms = run.length >= 8 ? [[4, 2, 2], [2, 2, 4]] : run.length === 6 ? [[2, 2, 2]] : [];
  return forms.flatMap((form) => {
    const [a = '', b = '', c = ''] = cut(form);
    return ordersOf(a, b, c);
  });
}

const numbersWithMonths = (text: string): string => text.toLowerCase().replace(/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/g, (word) => ` ${MONTHS.indexOf(word.slice(0, 3)) + 1} `);

/** Digits in the places where a reader takes letters for them: only next to digits or marks of a date. */
const mended = (text: string): string => text.replace(/(?<=[\d./-])[oO]|[oO](?=[\d./-])/g, '0').replace(/(?<=[\d./-])[lI|]|[lI|](?=[\d./-])/g, '1');

/** All days that a text may say, in any order of day, month and year. */
export function daysIn(text: string): Day[] {
  const runs = mended(numbersWithMonths(text.normalize('NFKC'))).match(/\d+/g) ?? [];
  const days = runs.flatMap(daysOfRun);
  for (let at = 0; at + 2 < runs.length; at++) {
    const [a = '', b = '', c = ''] = runs.slice(at, at + 3);
    if ([a, b, c].every(({ length }) => length <= 2 || length === 4)) days.push(...ordersOf(a, b, c));
  }
  return days;
}

/** Whether a text says one of the days, given as YYYYMMDD. */
export function saysDay(text: string, dates: readonly string[]): boolean {
  const days = daysIn(text);
  return dates.some((date) => days.some(({ year, month, day }) => date.slice(0, 4).endsWith(year) && Number(date.slice(4, 6)) === month && Number(date.slice(6, 8)) === day));
}
