import { randomBytes } from 'node:crypto';
import { outcomesCommitment, outcomesText, type LesionOutcome } from '@echocohort/cohort';
import { COMMITMENT_PATH, commitmentText } from '@echocohort/export';
import type { ScreenedCase } from '../cohorts/cohort-cases.ts';
import { textLeaf, type TextLeaf } from './gather-lock.ts';

/** Outcomes of external centres, put away at a lock. */
export interface Sealed {
  readonly salt: Uint8Array;
  readonly outcomes: Uint8Array;
  readonly commitment: string;
  /** What is published of them. */
  readonly leaf: TextLeaf;
}

function outcomeOf({ row, report }: ScreenedCase): LesionOutcome {
  if (report === null || report.malignant === null) throw new Error('a lesion was locked without its outcome');
  return { lesion: row.code, type: report.typeCode, malignant: report.malignant, method: report.method, specimenDate: report.specimenDate };
}

/** Null when the cohort has no external lesion. */
export function sealOutcomesOf(included: readonly ScreenedCase[], external: ReadonlySet<string>): Sealed | null {
  const outcomes = included.filter(({ row }) => external.has(row.centre)).map(outcomeOf);
  if (outcomes.length === 0) return null;
  const salt = Uint8Array.from(randomBytes(32));
  const bytes = new TextEncoder().encode(outcomesText(outcomes));
  const commitment = outcomesCommitment(salt, bytes);
  return { salt, outcomes: bytes, commitment, leaf: textLeaf({ path: COMMITMENT_PATH, text: commitmentText(commitment, outcomes.length) }) };
}
