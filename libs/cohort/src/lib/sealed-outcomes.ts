import { ok, refuse, toHex, type Result } from '@echocohort/kernel';
import { sha256Bytes } from './sha256.ts';
import { readTsv, writeTsv } from './tsv.ts';

/** What pathology says of one lesion. */
export interface LesionOutcome {
  readonly lesion: string;
  readonly type: string;
  readonly malignant: boolean;
  readonly method: string;
  /** Shifted date, `YYYY-MM-DD`. */
  readonly specimenDate: string;
}

const COLUMNS = ['lesion', 'histology', 'malignant', 'pathology_method', 'specimen_date'] as const;

/** The outcomes as they are sealed and, after the opening, exported (`sealed/outcomes.tsv`); by lesion code. */
export const outcomesText = (outcomes: readonly LesionOutcome[]): string =>
  writeTsv({
    columns: COLUMNS,
    rows: [...outcomes].sort((a, b) => (a.lesion < b.lesion ? -1 : 1)).map((entry) => [entry.lesion, entry.type, entry.malignant ? 1 : 0, entry.method, entry.specimenDate]),
  });

/** Reads what `outcomesText` wrote. */
export function readOutcomes(text: string): Result<LesionOutcome[]> {
  const rows = readTsv(text, 'sealed/outcomes.tsv');
  if (!rows.ok) return rows;
  const outcomes: LesionOutcome[] = [];
  for (const [index, row] of rows.value.entries()) {
    const { lesion, histology, malignant, pathology_method: method, specimen_date: specimenDate } = row;
    if (!lesion || !histology || (malignant !== '0' && malignant !== '1') || !method || !specimenDate) {
      return refuse({ code: 'outcomes-unreadable', detail: `sealed/outcomes.tsv, row ${index + 2}: a cell is missing or not what its column holds.` });
    }
    outcomes.push({ lesion, type: histology, malignant: malignant === '1', method, specimenDate });
  }
  return ok(outcomes);
}

/**
 * SHA-256(salt || outcomes): published in the snapshot when the outcomes are sealed. Whoever holds it can check later
 * that what is opened is what was sealed, and the salt of 32 random bytes keeps anybody from guessing it before.
 */
export function outcomesCommitment(salt: Uint8Array, outcomes: Uint8Array): string {
  const bytes = new Uint8Array(salt.length + outcomes.length);
  bytes.set(salt);
  bytes.set(outcomes, salt.length);
  return toHex(sha256Bytes(bytes));
}
