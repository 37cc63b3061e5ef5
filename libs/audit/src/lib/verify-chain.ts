import { canonicalJson, ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { auditEntrySchema, chainHash, EMPTY_CHAIN, type AuditEntry, type ChainHead } from './audit-entry.ts';
import { isAuditEventType, payloadFaults } from './vocabulary.ts';

/** What an intact chain says of itself. */
export interface ChainSummary {
  readonly studyCode: string;
  readonly entries: number;
  readonly head: ChainHead;
  readonly firstAt: string;
  readonly lastAt: string;
}

export type ChainRefusalCode =
  | 'audit-empty' | 'audit-row-unreadable' | 'audit-row-not-canonical' | 'audit-sequence-broken' | 'audit-study-mixed'
  | 'audit-link-broken' | 'audit-row-changed' | 'audit-event-unknown' | 'audit-payload-unknown' | 'audit-head-differs';

/** The first bad row: `facts.row` counts lines from 1, `facts.seq` is the number that the row gives itself. */
export interface ChainRefusal extends Refusal {
  readonly code: ChainRefusalCode;
  readonly facts: Readonly<{ row: number; seq: number | null }>;
}

const bad = (code: ChainRefusalCode, row: number, seq: number | null, what: string): Result<never, ChainRefusal> =>
  refuse({ code, detail: `Row ${row}: ${what}`, facts: { row, seq } });

/** One row against the chain so far. A line must be spelled exactly as it was written, so a changed blank shows too. */
function readRow(line: string, row: number): Result<AuditEntry, ChainRefusal> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return bad('audit-row-unreadable', row, null, 'is not JSON; the file was cut or edited here.');
  }
  const parsed = auditEntrySchema.safeParse(value);
  if (!parsed.success) return bad('audit-row-unreadable', row, null, 'does not have the fields of an audit row.');
  const entry = parsed.data;
  if (canonicalJson(entry) !== line) return bad('audit-row-not-canonical', row, entry.seq, 'is not spelled as it was written; it was edited.');
  return ok(entry);
}

function judgeRow(entry: AuditEntry, row: number, head: ChainHead, studyCode: string | null): ChainRefusal | null {
  const refused = (code: ChainRefusalCode, what: string): ChainRefusal => ({ code, detail: `Row ${row}: ${what}`, facts: { row, seq: entry.seq } });
  if (entry.seq !== head.seq + 1) return refused('audit-sequence-broken', `has number ${entry.seq} where ${head.seq + 1} must stand; a row was removed, added or moved.`);
  if (studyCode !== null && entry.studyCode !== studyCode) return refused('audit-study-mixed', 'belongs to another study than the rows before.');
  if (entry.prev !== head.hash) return refused('audit-link-broken', 'does not continue the row before; one of the two was replaced.');
  if (chainHash(head.hash, entry) !== entry.hash) return refused('audit-row-changed', 'was changed after it was written: its hash does not fit its content.');
  if (!isAuditEventType(entry.type)) return refused('audit-event-unknown', 'names an event that the vocabulary does not have.');
  if (payloadFaults(entry.type, entry.payload).length > 0) return refused('audit-payload-unknown', 'carries content that its event does not have.');
  return null;
}

/**
 * Reads an exported chain line by line and stops at the first bad row. A chain whose last rows were cut off is intact
 * in itself, so pass the head from the signed snapshot as `expected` where there is one. `from`: the rows continue a
 * chain that ended there.
 */
export async function verifyChain(lines: Iterable<string> | AsyncIterable<string>, expected?: ChainHead, from: ChainHead = EMPTY_CHAIN): Promise<Result<ChainSummary, ChainRefusal>> {
  let head = from;
  let row = 0;
  let first: AuditEntry | null = null;
  let lastAt = '';
  for await (const line of lines) {
    row += 1;
    const read = readRow(line, row);
    if (!read.ok) return read;
    const refusal = judgeRow(read.value, row, head, first?.studyCode ?? null);
    if (refusal) return refuse(refusal);
    first ??= read.value;
    lastAt = read.value.at;
    head = { seq: read.value.seq, hash: read.value.hash };
  }
  if (first === null) return bad('audit-empty', 0, null, 'there is no row at all.');
  if (expected && (expected.seq !== head.seq || expected.hash !== head.hash)) {
    return bad('audit-head-differs', row, head.seq, `the chain ends at ${head.seq}, the signed record names ${expected.seq}; rows are missing or were replaced.`);
  }
  return ok({ studyCode: first.studyCode, entries: row, head, firstAt: first.at, lastAt });
}
