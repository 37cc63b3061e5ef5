import { outcomesCommitment } from '@echocohort/cohort';
import { fromHex } from '@echocohort/kernel';
import type { ActualFiles, Difference } from './difference.ts';
import { OPENING_PATH, OUTCOMES_PATH } from './export-files.ts';
import { readText, type ExportSource } from './export-source.ts';
import { COMMITMENT_PATH } from './record-files.ts';

function member(text: string, name: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    const found: unknown = typeof value === 'object' && value !== null && name in value ? Object.entries(value).find(([key]) => key === name)?.[1] : null;
    return typeof found === 'string' ? found : null;
  } catch {
    return null;
  }
}

/** Are the opened outcomes of the external centres those that were sealed at the lock? */
export async function checkOpening(source: ExportSource, actual: ActualFiles): Promise<Difference[]> {
  const [outcomes, opening] = [actual.get(OUTCOMES_PATH), actual.get(OPENING_PATH)];
  if (!outcomes && !opening) return [];
  const wrong = (detail: string): Difference[] => [{ path: OUTCOMES_PATH, how: 'opening-differs', detail }];
  if (!outcomes?.sha256 || !opening?.sha256 || !actual.get(COMMITMENT_PATH)?.sha256) return wrong('Outcomes, opening and commitment belong together, but one of the three is not here or cannot be read.');
  const salt = member(await readText(source, OPENING_PATH), 'salt');
  const commitment = member(await readText(source, COMMITMENT_PATH), 'commitment');
  if (salt === null || commitment === null || !/^([0-9a-f]{2})+$/.test(salt)) return wrong('The opening or the commitment cannot be read.');
  const bytes = new TextEncoder().encode(await readText(source, OUTCOMES_PATH));
  return outcomesCommitment(fromHex(salt), bytes) === commitment ? [] : wrong('The outcomes are not those that were sealed when the cohort was locked.');
}
