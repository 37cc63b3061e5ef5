import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CleanedInput } from '../../cleaning/clean-input.types.ts';
import type { Cleaner } from '../../cleaning/cleaner.ts';
import type { Decision } from '../../cleaning/decisions.ts';
import type { Job } from './arguments.ts';
import { commitOutput } from './commit-output.ts';
import type { InputFile } from './input-files.ts';
import { settingsDigest, type Journal, type JournalEntry } from './journal.ts';

/** How many inputs may be under way for each that a cleaner works on: one slow clip must not make the others wait. */
const AHEAD = 8;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a run over inputs needs. */
export interface RunInputs {
  readonly job: Job;
  readonly journal: Journal;
  readonly cleaner: Cleaner;
  tell(done: number, held: number): void;
}

/** An input on its way: with what the journal said of it, or what the cleaner will say. */
interface Under {
  readonly file: InputFile;
  readonly input: string;
  readonly settings: string;
  readonly before: JournalEntry | null;
  readonly cleaned: Promise<CleanedInput> | null;
}

const isThere = async (path: string): Promise<boolean> => (await lstat(path).catch(() => null))?.isFile() === true;

/** What was done before and need not be done again: written, still there, and in the ledger that is to be kept. */
async function doneBefore({ job, journal }: RunInputs, file: InputFile, input: string, settings: string): Promise<JournalEntry | null> {
  const entry = journal.find(input, file.size, file.modified, settings);
  // What was held is judged again: a later version, or a new template, may let it through.
  if (entry?.output === undefined || !(await isThere(join(job.output, entry.output)))) return null;
  // A killed run may have journalled a patient that the ledger never got.
  return job.ledger !== null && !job.ledger.has(entry.subject ?? '') && !entry.codes.includes('already-clean') ? null : entry;
}

async function commit({ job, journal }: RunInputs, { file, input, settings }: Under, cleaned: CleanedInput): Promise<JournalEntry> {
  const { written, ...outcome } = cleaned;
  const known = { input, size: file.size, modified: file.modified, settings, ...outcome, codes: [...outcome.codes] };
  let entry: JournalEntry = { ...known, boxes: outcome.boxes?.map((box) => ({ ...box })) };
  if (written) {
    const { output, codes } = await commitOutput(job.output, written);
    const { subject, number, sameNumber, birth, layout, identity, shiftDays } = written;
    if (!written.already) job.ledger?.add(subject, identity, shiftDays);
    entry = { ...entry, codes: [...known.codes, ...codes], output, sha256: written.sha256, subject, number, sameNumber, birth, layout: { ...layout, kept: layout.kept.map((box) => ({ ...box })) } };
  }
  await journal.add(entry);
  return entry;
}

function decisionsByInput(decisions: readonly Decision[]): Map<string, Decision[]> {
  const byInput = new Map<string, Decision[]>();
  for (const decision of decisions) byInput.set(decision.input, [...(byInput.get(decision.input) ?? []), decision]);
  return byInput;
}

/**
 * Cleans all inputs, several at a time, and gives them their places one after the other in the order of the input: so the
 * output is the same for any number of jobs, also where two inputs claim one identity.
 */
export async function runInputs(run: RunInputs, files: readonly InputFile[]): Promise<JournalEntry[]> {
  const { job, cleaner } = run;
  const decided = decisionsByInput(job.decisions);
  const entries: JournalEntry[] = [];
  const under: Under[] = [];
  let held = 0;
  const finishFirst = async (): Promise<void> => {
    const first = under.shift();
    if (!first) return;
    const entry = first.before ?? (first.cleaned ? await commit(run, first, await first.cleaned) : null);
    if (entry) entries.push(entry);
    if (entry && entry.status !== 'clean') held++;
    run.tell(entries.length, held);
  };
  for (const file of files) {
    const input = sha256(file.path);
    const decisions = decided.get(input) ?? [];
    const settings = settingsDigest(job.searchText, decisions);
    const before = await doneBefore(run, file, input, settings);
    const cleaned = before ? null : cleaner.clean({ file: file.file, size: file.size, regular: file.regular, decisions });
    // A fault is met when its turn comes; until then it must not count as unhandled.
    cleaned?.catch(() => undefined);
    under.push({ file, input, settings, before, cleaned });
    if (under.length > cleaner.width * AHEAD) await finishFirst();
  }
  while (under.length > 0) await finishFirst();
  return entries;
}
