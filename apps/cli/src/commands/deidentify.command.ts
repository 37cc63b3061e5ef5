import { mkdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { renderPolicy } from '@echocohort/deidentification';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { cleanFile, sha256, type CleanRun } from './deidentify/clean-file.ts';
import { inputFiles, type InputFile } from './deidentify/input-files.ts';
import { Journal, type JournalEntry } from './deidentify/journal.ts';
import { readKeyFile } from './deidentify/key-file.ts';
import { Ledger } from './deidentify/ledger.ts';
import { countCodes, needsPerson, reportLines, type ReportLine } from './deidentify/summary.ts';
import { closeTemporary, removeTemporary, temporaryFolder, writeWhole } from './deidentify/write-whole.ts';

const USAGE = `Usage: echocohort deidentify IN OUT --key-file FILE [--centre C03] [--ledger FILE] [--report FILE] [--policy FILE] [--jobs N] [--ocr auto|off] [--json]

Writes a clean copy of each ultrasound file of IN (a file or a folder) to OUT, under names made from mapped ids only.
What cannot be cleaned safely is held and not written. Links and devices are not followed.

  --key-file FILE  the centre's secret, made with "echocohort keygen"; it never leaves the centre
  --centre CODE    begins the subject codes (default C00)
  --ledger FILE    adds the patients to the centre's encrypted re-identification ledger
  --report FILE    one JSON line an input: digest of its path, status, codes, output, digest, milliseconds
  --policy FILE    stops unless FILE is the policy that this version applies (from "echocohort policy --format json")
  --jobs N         accepted; this version cleans one file at a time
  --ocr auto|off   this version has no text recognition, so both mean off: everything outside the ultrasound regions
                   is made black, but TEXT INSIDE A REGION IS NOT SEARCHED FOR. Look at the pictures before you send them.

OUT/map.json joins original paths and clean files: it belongs to the centre and must not be sent.
Run it again to go on where it stopped. Exit: 0 all clean, 1 something was held or needs a person, 2 wrong usage.`;

interface Job extends Omit<CleanRun, 'temporary'> {
  readonly input: string;
  readonly report: string | null;
  readonly json: boolean;
}

const usage = (detail: string): Result<never> => refuse({ code: 'usage', detail });

function argumentsOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args], allowPositionals: true,
      options: { 'key-file': text, centre: text, ledger: text, report: text, policy: text, jobs: text, ocr: text, json: { type: 'boolean', default: false } },
    });
  } catch {
    return null;
  }
}

async function checkPolicy(path: string): Promise<Result<null>> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === renderPolicy('json') ? ok(null) : usage('The policy file is not the policy that this version applies; compare it with "echocohort policy --format json".');
}

async function readJob(args: readonly string[], io: CliIo): Promise<Result<Job>> {
  const parsed = argumentsOf(args);
  if (!parsed) return usage('Wrong arguments; "echocohort deidentify --help" explains them.');
  const { values, positionals } = parsed;
  const [input, output] = positionals.map((path) => resolve(io.cwd, path));
  if (!input || !output || positionals.length > 2) return usage('Give the input and the output folder; "echocohort deidentify --help" explains the rest.');
  if (!values['key-file']) return usage('Give the centre\'s key with --key-file; "echocohort keygen FILE" makes one.');
  const centre = values.centre ?? 'C00';
  if (!/^[A-Z][A-Z0-9]{1,7}$/.test(centre)) return usage('A centre code is a capital letter and one to seven capitals or digits, such as C03.');
  if (!['auto', 'off', undefined].includes(values.ocr) || !/^[1-9]\d{0,2}$/.test(values.jobs ?? '1')) return usage('--ocr is auto or off, --jobs a number from 1.');
  const inside = relative(input, output);
  if (inside === '' || (!inside.startsWith('..') && !inside.startsWith('/'))) return usage('The output folder must not lie inside the input; choose another.');
  const key = await readKeyFile(resolve(io.cwd, values['key-file']));
  if (!key.ok) return key;
  const policy = values.policy === undefined ? ok(null) : await checkPolicy(resolve(io.cwd, values.policy));
  if (!policy.ok) return policy;
  const ledger = values.ledger === undefined ? ok(null) : await Ledger.open(resolve(io.cwd, values.ledger), key.value);
  if (!ledger.ok) return ledger;
  return ok({ input, output, key: key.value, centre, ledger: ledger.value, report: values.report === undefined ? null : resolve(io.cwd, values.report), json: values.json });
}

const faultCode = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown');

async function cleanAll(job: Job, temporary: string, files: readonly InputFile[], io: CliIo): Promise<JournalEntry[]> {
  const journal = await Journal.open(job.output, job.key, job.centre);
  const entries: JournalEntry[] = [];
  let told = Date.now();
  for (const file of files) {
    // With a ledger every file is read again: a killed run may have journalled a patient that the ledger never got.
    const unchanged = job.ledger ? null : journal.find(sha256(file.path), file.size, file.modified);
    // What was held is judged again: a later version may clean it.
    const before = unchanged?.output !== undefined && (await isThere(job, unchanged.output)) ? unchanged : null;
    const entry = before ?? (await cleanFile({ ...job, temporary }, file));
    if (before === null) await journal.add(entry);
    entries.push(entry);
    if (Date.now() - told < 3000) continue;
    told = Date.now();
    io.err(`${entries.length} of ${files.length} files\n`);
  }
  return entries;
}

const isThere = async (job: Job, output: string): Promise<boolean> => (await inputFiles(join(job.output, output))) !== null;

async function finish(job: Job, temporary: string, files: readonly InputFile[], entries: readonly JournalEntry[]): Promise<ReportLine[]> {
  const lines = reportLines(entries);
  const map = Object.fromEntries(files.flatMap(({ path }, index) => {
    const output = lines[index]?.output;
    return output === undefined ? [] : [[path, output]];
  }));
  await job.ledger?.save();
  await writeWhole(temporary, join(job.output, 'map.json'), `${JSON.stringify(map, null, 2)}\n`, 0o600);
  if (job.report !== null) await writeWhole(join(job.report, '..'), job.report, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return lines;
}

function tell(job: Job, lines: readonly ReportLine[], io: CliIo): void {
  const count = (status: ReportLine['status']): number => lines.filter((line) => line.status === status).length;
  const totals = { clean: count('clean'), held: count('held'), refused: count('refused') };
  if (job.json) {
    io.out(`${JSON.stringify({ ...totals, ocr: 'off', files: lines })}\n`);
    return;
  }
  io.out(`${totals.clean} clean, ${totals.held} held, ${totals.refused} refused. Text inside the ultrasound regions was not searched for: look at the pictures before you send them.\n`);
  for (const [code, number] of countCodes(lines)) io.out(`  ${code}: ${number}\n`);
  if (totals.clean > 0) io.out('map.json in the output names original paths: it belongs to the centre and must not be sent.\n');
}

async function run(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const job = await readJob(args, io);
  if (!job.ok) {
    io.err(`${job.refusal.detail}\n`);
    return 2;
  }
  const files = await inputFiles(job.value.input);
  if (files === null || files.length === 0) {
    io.err('The input does not exist or holds no file.\n');
    return 2;
  }
  try {
    await mkdir(job.value.output, { recursive: true });
    const temporary = await temporaryFolder(job.value.output);
    await removeTemporary(job.value.output);
    await removeTemporary(temporary);
    const entries = await cleanAll(job.value, temporary, files, io);
    const lines = await finish(job.value, temporary, files, entries);
    await closeTemporary(temporary, job.value.output);
    tell(job.value, lines, io);
    return lines.some(needsPerson) ? 1 : 0;
  } catch (error) {
    const full = faultCode(error) === 'ENOSPC';
    io.err(`${full ? 'The disk is full.' : `The output cannot be written (${faultCode(error)}).`} No partial file was left; make room or choose another folder, then run the same command again to go on.\n`);
    return 2;
  }
}

export const command: Command = { name: 'deidentify', summary: 'write clean copies of ultrasound files', usage: USAGE, run };
