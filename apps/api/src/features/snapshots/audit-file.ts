import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLine, EMPTY_CHAIN, type AuditEntry, type ChainHead } from '@echocohort/audit';
import type { SnapshotLeaf } from '@echocohort/cohort';
import { AUDIT_PATH } from '@echocohort/export';
import { readAuditEntries, type StudyRef, type Tx } from '@echocohort/persistence';

const ROWS_AT_ONCE = 1000;

/** The study's whole audit trail as a snapshot keeps it, written to a file beside: it is by far the longest text of a lock. */
export interface AuditFile {
  readonly leaf: SnapshotLeaf;
  readonly head: ChainHead;
  /** The bytes once more. */
  read(): AsyncIterable<Uint8Array>;
  /** Takes the file away. */
  discard(): Promise<void>;
}

function linesOf(entries: readonly AuditEntry[], after: ChainHead): { readonly text: string; readonly head: ChainHead } {
  let head = after;
  const lines = entries.map((entry) => {
    // A trail with a hole would be signed as if it were whole.
    if (entry.seq !== head.seq + 1) throw new Error('the audit trail cannot be read without a gap');
    head = { seq: entry.seq, hash: entry.hash };
    return `${auditLine(entry)}\n`;
  });
  return { text: lines.join(''), head };
}

/** Writes the trail as far as this transaction sees it. */
export async function auditFile(tx: Tx, study: StudyRef): Promise<AuditFile> {
  const folder = await mkdtemp(join(tmpdir(), 'echocohort-lock-'));
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'audit');
  try {
    const file = await open(path, 'wx', 0o600);
    const hash = createHash('sha256');
    let [head, size] = [EMPTY_CHAIN, 0];
    try {
      for (;;) {
        const entries = await readAuditEntries(tx, study, head.seq, ROWS_AT_ONCE);
        const read = linesOf(entries, head);
        const bytes = Buffer.from(read.text, 'utf8');
        hash.update(bytes);
        size += bytes.length;
        await file.writeFile(bytes);
        head = read.head;
        if (entries.length < ROWS_AT_ONCE) break;
      }
    } finally {
      await file.close();
    }
    return { leaf: { path: AUDIT_PATH, sha256: hash.digest('hex'), size }, head, discard, read: () => createReadStream(path) };
  } catch (error) {
    await discard();
    throw error;
  }
}
