import { dirname, join } from 'node:path';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { faultCode } from '../fault-code.ts';
import { makeFolder } from '../make-folder.ts';
import { cleanerOf, type Cleaner } from '../cleaning/cleaner.ts';
import { CANNOT_SEARCH, canSearchTexts } from '../cleaning/search-texts.ts';
import { readJob, type Job } from './deidentify/arguments.ts';
import { inputFiles, type InputFile } from './deidentify/input-files.ts';
import { Journal, type JournalEntry } from './deidentify/journal.ts';
import { lockOutput, unlockOutput } from './deidentify/output-lock.ts';
import { Progress } from './deidentify/progress.ts';
import { countCodes, needsPerson, reportLines, type ReportLine } from './deidentify/report.ts';
import { runInputs } from './deidentify/run-inputs.ts';
import { summaryPage } from './deidentify/summary-page.ts';
import { closeTemporary, removeTemporary, temporaryFolder, writeWhole } from './deidentify/write-whole.ts';

const USAGE = `Usage: echocohort deidentify IN OUT --key-file FILE [--centre C03] [--ledger FILE] [--report FILE] [--summary FILE]
       [--policy FILE] [--templates FILE --server-key FILE] [--decisions FILE] [--jobs N] [--ocr auto|off] [--json]

Writes a clean copy of each ultrasound file of IN (a file or a folder) to OUT, under names made from mapped ids only.
What cannot be cleaned safely is held and not written. Links and devices are not followed.

  --key-file FILE   the centre's secret, made with "echocohort keygen"; it never leaves the centre
  --centre CODE     begins the subject codes (default C00)
  --ledger FILE     adds the patients to the centre's encrypted re-identification ledger ("echocohort ledger export")
  --report FILE     one JSON line an input: digest of its path, status, codes, output, digest, boxes of text found inside
                    the picture (places, never the text), counts under MIDI-B's action names, milliseconds
  --summary FILE    one page (HTML) for the data protection officer to sign: what was done, counts, no identifier
  --policy FILE     stops unless FILE is the policy that this version applies (from "echocohort policy --format json")
  --templates FILE  mask templates that two persons signed on the platform, for files that do not say where their picture
                    lies; --server-key FILE is the server's public key, by which the file's signature is checked
  --decisions FILE  what a person decided about text that was found (JSON): {"decisions": [{"input", "source", "box",
                    "decision": "harmless"|"blank"|"reject", "because"}]}, values as in the report
  --jobs N          files cleaned at a time (default: processors, at most 4); the output is the same for any N
  --ocr auto|off    auto (default): text inside the ultrasound regions is searched for; what is found holds the file.
                    off: TEXT INSIDE A REGION IS NOT SEARCHED FOR; look at the pictures before you send them

OUT/map.json joins original paths and clean files: it belongs to the centre and must not be sent.
Run it again to go on where it stopped. Exit: 0 all clean, 1 something was held or needs a person, 2 wrong usage.`;

/** Codes by which the system says that there is no room or no right to write. */
const FAULTS: Readonly<Record<string, string>> = { ENOSPC: 'The disk is full.', EDQUOT: 'Your share of the disk is full.', EROFS: 'The output is read-only.', EACCES: 'You may not write to the output.', EPERM: 'You may not write to the output.', ENOTDIR: 'A part of the output path is a file, not a folder.' };

async function finish(job: Job, temporary: string, files: readonly InputFile[], entries: readonly JournalEntry[]): Promise<ReportLine[]> {
  const lines = reportLines(entries);
  const map = Object.fromEntries(files.flatMap(({ path }, index) => {
    const output = lines[index]?.output;
    return output === undefined ? [] : [[path, output]];
  }));
  await job.ledger?.save();
  await writeWhole(temporary, join(job.output, 'map.json'), `${JSON.stringify(map, null, 2)}\n`, 0o600);
  if (job.report !== null) await writeWhole(dirname(job.report), job.report, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  if (job.summary !== null) await writeWhole(dirname(job.summary), job.summary, summaryPage({ centre: job.centre, searchText: job.searchText, at: new Date(), entries, lines }));
  return lines;
}

function tell(job: Job, lines: readonly ReportLine[], io: CliIo): void {
  const count = (status: ReportLine['status']): number => lines.filter((line) => line.status === status).length;
  const totals = { clean: count('clean'), held: count('held'), refused: count('refused') };
  if (job.json) {
    io.out(`${JSON.stringify({ ...totals, ocr: job.searchText ? 'auto' : 'off', files: lines })}\n`);
    return;
  }
  const search = job.searchText ? 'Text inside the ultrasound regions was searched for.' : 'Text inside the ultrasound regions was not searched for: look at the pictures before you send them.';
  io.out(`${totals.clean} clean, ${totals.held} held, ${totals.refused} refused. ${search}\n`);
  for (const [code, number] of countCodes(lines)) io.out(`  ${code}: ${number}\n`);
  if (totals.clean > 0) io.out('map.json in the output names original paths: it belongs to the centre and must not be sent.\n');
}

/** Cleans everything under the output's lock; gives the lines of the report, in the order of the inputs. */
async function cleanAll(job: Job, files: readonly InputFile[], io: CliIo): Promise<ReportLine[]> {
  const temporary = await temporaryFolder(job.output);
  await removeTemporary(job.output);
  await removeTemporary(temporary);
  const progress = new Progress(io, files.length);
  const { key, centre, searchText, templates } = job;
  const cleaner: Cleaner = cleanerOf({ temporary, key, centre, searchText, templates }, Math.min(job.jobs, files.length), io.workerProgram);
  try {
    const entries = await runInputs({ job, journal: await Journal.open(job.output, job), cleaner, tell: (done, held) => progress.tell(done, held) }, files);
    return await finish(job, temporary, files, entries);
  } finally {
    await cleaner.close();
    progress.end();
    await removeTemporary(temporary);
    await closeTemporary(temporary, job.output);
  }
}

async function work(job: Job, files: readonly InputFile[], io: CliIo): Promise<ExitCode> {
  try {
    await makeFolder(job.output);
    if (!(await lockOutput(job.output))) {
      io.err('Another run writes to this output folder; wait for it, or remove OUT/.lock if it is gone.\n');
      return 2;
    }
    try {
      const lines = await cleanAll(job, files, io);
      tell(job, lines, io);
      return lines.some(needsPerson) ? 1 : 0;
    } finally {
      await unlockOutput(job.output);
    }
  } catch (error) {
    const code = faultCode(error);
    if (code === null) throw error;
    io.err(`${FAULTS[code] ?? `The output cannot be written (${code}).`} No partial file was left; make room or choose another folder, then run the same command again to go on.\n`);
    return 2;
  }
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
  if (job.value.searchText && !(await canSearchTexts())) {
    io.err(`${CANNOT_SEARCH}\n`);
    return 2;
  }
  return work(job.value, files, io);
}

export const command: Command = { name: 'deidentify', summary: 'write clean copies of ultrasound files', usage: USAGE, run };
