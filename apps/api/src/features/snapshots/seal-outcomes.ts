import { createHash, randomBytes } from 'node:crypto';
import { divideKey, outcomesCommitment, outcomesText, SHARES_NEEDED, type LesionOutcome } from '@echocohort/cohort';
import { COMMITMENT_PATH, commitmentText, type PublishedHolder, type RecordFile } from '@echocohort/export';
import { toHex } from '@echocohort/kernel';
import { sealInBox, sealOutcomes, type KeyHolderRow, type Tx } from '@echocohort/persistence';
import type { ScreenedCase } from '../cohorts/cohort-cases.ts';
import { shut, shutFor } from '../sealing/sealing-box.ts';
import { outcomesContext, shareContext, sealedBytes } from '../sealing/sealed-bytes.ts';

/** Outcomes of external centres, put away at a lock. */
export interface Sealed {
  readonly salt: Uint8Array;
  readonly outcomes: Uint8Array;
  readonly commitment: string;
  readonly lesions: number;
  /** Who holds the shares of the key; empty when the server opens by itself. */
  readonly holders: readonly KeyHolderRow[];
  /** What is published of them. */
  readonly file: RecordFile;
}

function outcomeOf({ row, report }: ScreenedCase): LesionOutcome {
  if (report === null || report.malignant === null) throw new Error('a lesion was locked without its outcome');
  return { lesion: row.code, type: report.typeCode, malignant: report.malignant, method: report.method, specimenDate: report.specimenDate };
}

/** Names a public key in the trail and in an export. */
export const keyIdOf = (publicKey: Uint8Array): string => createHash('sha256').update(publicKey).digest('hex');

const publishedHolder = ({ name, publicKey, signingKey }: KeyHolderRow): PublishedHolder => ({ name, key: keyIdOf(publicKey), ...(signingKey !== null && { signing: toHex(signingKey) }) });

/** Null when the cohort has no external lesion. */
export function sealOutcomesOf(included: readonly ScreenedCase[], external: ReadonlySet<string>, holders: readonly KeyHolderRow[]): Sealed | null {
  const outcomes = included.filter(({ row }) => external.has(row.centre)).map(outcomeOf);
  if (outcomes.length === 0) return null;
  const salt = Uint8Array.from(randomBytes(32));
  const bytes = new TextEncoder().encode(outcomesText(outcomes));
  const commitment = outcomesCommitment(salt, bytes);
  return { salt, outcomes: bytes, commitment, lesions: outcomes.length, holders, file: { path: COMMITMENT_PATH, text: commitmentText(commitment, outcomes.length, holders.map(publishedHolder), SHARES_NEEDED) } };
}

/**
 * Writes what was sealed. With holders: outcomes go into a box under a fresh key, the key is divided, each share shut for
 * its holder, and the key forgotten; what is stored opens nothing.
 */
export async function writeSealed(tx: Tx, snapshotId: string, sealed: Sealed): Promise<void> {
  if (sealed.holders.length === 0) return sealOutcomes(tx, snapshotId, sealed);
  const key = randomBytes(32);
  const shares = divideKey(key, sealed.holders.length, randomBytes(32));
  const box = shut(key, sealedBytes(sealed.salt, sealed.outcomes), outcomesContext(snapshotId));
  await sealInBox(tx, snapshotId, {
    box, commitment: sealed.commitment, lesions: sealed.lesions,
    shares: sealed.holders.flatMap(({ personId, publicKey }, index) => {
      const share = shares[index];
      return share === undefined ? [] : [{ personId, position: share.position, box: shutFor(publicKey, share.bytes, shareContext(snapshotId, share.position)) }];
    }),
  });
  key.fill(0);
}
