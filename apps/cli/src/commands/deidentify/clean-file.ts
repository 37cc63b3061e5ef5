import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayShift, deidentify, readBack } from '@echocohort/deidentification';
import { Header, parseDicom } from '@echocohort/dicom';
import type { InputFile } from './input-files.ts';
import type { JournalEntry } from './journal.ts';
import type { Ledger } from './ledger.ts';
import { patientOf } from './patient.ts';
import { writeWhole } from './write-whole.ts';

/** What every file of a run shares. */
export interface CleanRun {
  readonly output: string;
  /** Where unfinished files lie. */
  readonly temporary: string;
  readonly key: Uint8Array;
  readonly centre: string;
  readonly ledger: Ledger | null;
}

/** Larger files cannot be held in one buffer. */
const LARGEST = 2_000_000_000;
/** Not an image at all, or damaged: nothing a person could release. All else waits for one. */
const REFUSED: ReadonlySet<string> = new Set([
  'not-dicom', 'truncated', 'nesting-too-deep', 'too-many-elements', 'malformed-element', 'malformed-sequence', 'malformed-fragments', 'deflate-damaged',
  'inflated-too-large', 'not-a-regular-file', 'unreadable', 'file-too-large',
]);

type Outcome = Omit<JournalEntry, 'input' | 'size' | 'modified' | 'ms'>;

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

const kept = (code: string): Outcome => ({ status: REFUSED.has(code) ? 'refused' : 'held', codes: [code] });

/**
 * Writes the clean bytes and says under which name. Other content under the same identity is never overwritten: it is written
 * beside it, under a name with its digest, and reported.
 */
async function store(run: CleanRun, name: string, bytes: Uint8Array, digest: string): Promise<{ output: string; codes: string[] }> {
  const beside = `${name}-${digest.slice(0, 16)}`;
  for (const candidate of [name, beside]) {
    const output = `${candidate}.dcm`;
    const existing = await readFile(join(run.output, output)).catch(() => null);
    if (existing === null) await writeWhole(run.temporary, join(run.output, output), bytes);
    if (existing === null || existing.equals(bytes)) return { output, codes: candidate === name ? [] : ['other-content-same-image'] };
  }
  throw new Error('two contents share one digest');
}

async function clean(run: CleanRun, bytes: Uint8Array): Promise<Outcome> {
  const parsed = parseDicom(bytes);
  if (!parsed.ok) return kept(parsed.refusal.code);
  const patient = patientOf(parsed.value, bytes, run.key, run.centre);
  const cleaned = deidentify(bytes, { key: run.key, subjectCode: patient?.subject ?? `${run.centre}-0000` });
  if (!cleaned.ok) return kept(cleaned.refusal.code);
  if (patient === null) return kept('patient-number-missing');
  const already = cleaned.value.codes.includes('already-clean');
  const findings = already ? [] : readBack(cleaned.value.bytes, bytes);
  if (findings.length > 0) return { status: 'held', codes: ['read-back-failed', ...new Set(findings.map((finding) => `read-back-${finding.split(' ')[0] ?? ''}`))] };
  const written = parseDicom(cleaned.value.bytes);
  const uid = written.ok ? new Header(written.value.dataSet).text('0008,0018') : null;
  if (uid === null) return kept('attribute-missing');
  const digest = sha256(cleaned.value.bytes);
  const stored = await store(run, `${patient.subject}/${uid}`, cleaned.value.bytes, digest);
  if (!already) run.ledger?.add(patient.subject, patient.identity, dayShift(run.key, patient.subject));
  const { subject, number, sameNumber, birth } = patient;
  return { status: 'clean', codes: [...cleaned.value.codes, ...stored.codes], output: stored.output, sha256: digest, subject, number, sameNumber, birth };
}

/** Cleans one input. Faults of reading are outcomes; faults of writing (a full disk) stop the run. */
export async function cleanFile(run: CleanRun, input: InputFile): Promise<JournalEntry> {
  const started = performance.now();
  const entry = (outcome: Outcome): JournalEntry => ({ input: sha256(input.path), size: input.size, modified: input.modified, ...outcome, ms: Math.round((performance.now() - started) * 10) / 10 });
  if (!input.regular) return entry(kept('not-a-regular-file'));
  if (input.size > LARGEST) return entry(kept('file-too-large'));
  const bytes = await readFile(input.file).catch(() => null);
  return entry(bytes === null ? kept('unreadable') : await clean(run, bytes));
}
