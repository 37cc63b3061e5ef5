import type { JournalEntry } from './journal.ts';

/** One line of the report: no path, no identifier, no text of a picture. */
export interface ReportLine extends Pick<JournalEntry, 'input' | 'status' | 'codes' | 'output' | 'sha256' | 'source' | 'boxes' | 'searchedFrames' | 'actions' | 'ms'> {
  readonly codes: string[];
}

/** Adds what only the whole run can tell: one patient under two spellings of the number, two patients under one number. */
export function reportLines(entries: readonly JournalEntry[]): ReportLine[] {
  const spellings = new Map<string, Set<string>>();
  const births = new Map<string, Set<string>>();
  const note = (map: Map<string, Set<string>>, key: string | undefined, value: string | undefined): void => {
    if (key !== undefined && value !== undefined) map.set(key, (map.get(key) ?? new Set()).add(value));
  };
  for (const { sameNumber, number, birth } of entries) {
    note(spellings, sameNumber, number);
    note(births, number, birth);
  }
  const several = (map: Map<string, Set<string>>, key: string | undefined): boolean => (map.get(key ?? '')?.size ?? 0) > 1;
  return entries.map(({ input, status, codes, output, sha256, source, boxes, searchedFrames, actions, ms, number, sameNumber }) => {
    const doubts = [...(several(spellings, sameNumber) ? ['patient-number-variant'] : []), ...(several(births, number) ? ['patient-number-shared'] : [])];
    return { input, status, codes: [...codes, ...doubts], output, sha256, source, boxes, searchedFrames, actions, ms };
  });
}

/** Whether a line needs a person: not clean, or doubts about the patient or the image. */
export const needsPerson = ({ status, codes }: ReportLine): boolean => status !== 'clean' || codes.some((code) => code.startsWith('patient-number-') || code === 'other-content-same-image');

/** Count of each code, for the screen. */
export function countCodes(lines: readonly ReportLine[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const code of lines.filter(needsPerson).flatMap(({ codes }) => codes)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
