import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dayShift } from '@echocohort/deidentification';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { readKeyFile } from './deidentify/key-file.ts';
import { Ledger, openLedger, type LedgerContent } from './deidentify/ledger.ts';
import { parseCsv } from './send/parse-csv.ts';

const USAGE = `Usage: echocohort ledger restore SOURCE LEDGER --key-file FILE

Brings a re-identification ledger back, on this or another machine of the centre: SOURCE is a copy of a ledger's file, or
a table that "ledger export" wrote. Its subjects are added to LEDGER, which is made when it does not exist. The key file must be
the one that the ledger was kept with; each subject is checked against it. A subject that LEDGER knows with another patient
stops the command, and nothing is written. No identifier is printed.`;

const COLUMNS = 'subject,number,name,birth_date,shift_days';

/** `export` puts a quote before what a spreadsheet would run. */
const plain = (cell: string): string => (/^'[=+\-@\t]/.test(cell) ? cell.slice(1) : cell);
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

function fromTable(text: string, key: Uint8Array): Result<LedgerContent> {
  const unreadable = refuse({ code: 'table-unreadable', detail: 'The source is neither a ledger of this key nor a table that "ledger export" wrote with it; nothing was written.' });
  const [head, ...rows] = parseCsv(text);
  if (head?.join(',') !== COLUMNS) return unreadable;
  const subjects: LedgerContent['subjects'] = {};
  for (const [subject = '', number = '', name = '', birthDate = '', shiftDays = ''] of rows) {
    // The shift follows from key and subject: a table of another key, or a changed one, is found by it.
    if (Number(shiftDays) !== dayShift(key, subject)) return unreadable;
    subjects[subject] = { number: base64(plain(number)), name: base64(plain(name)), birthDate: base64(plain(birthDate)), characterSet: base64('ISO_IR 192'), shiftDays: Number(shiftDays) };
  }
  return ok({ version: 1, subjects });
}

interface Job {
  readonly source: LedgerContent;
  readonly ledger: Ledger;
}

async function readJob(args: readonly string[], io: CliIo): Promise<Result<Job>> {
  const wrong = refuse({ code: 'usage', detail: 'Give the source, the ledger to restore, and --key-file FILE; "echocohort ledger restore --help" explains them.' });
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: { 'key-file': { type: 'string' } } });
  } catch {
    return wrong;
  }
  const [from, to] = parsed.positionals.map((path) => resolve(io.cwd, path));
  const keyFile = parsed.values['key-file'];
  if (!from || !to || parsed.positionals.length > 2 || keyFile === undefined) return wrong;
  const key = await readKeyFile(resolve(io.cwd, keyFile));
  if (!key.ok) return key;
  const bytes = await readFile(from).catch(() => null);
  if (bytes === null) return refuse({ code: 'source-unreadable', detail: 'The source file cannot be read.' });
  const sealed = openLedger(bytes, key.value);
  const source = sealed.ok ? sealed : fromTable(bytes.toString('utf8'), key.value);
  if (!source.ok) return source;
  const ledger = await Ledger.open(to, key.value);
  return ledger.ok ? ok({ source: source.value, ledger: ledger.value }) : ledger;
}

async function run(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const job = await readJob(args, io);
  if (!job.ok) {
    io.err(`${job.refusal.detail}\n`);
    return 2;
  }
  const { source, ledger } = job.value;
  const contradicted = ledger.merge(source);
  if (contradicted > 0) {
    io.err(`${contradicted} subjects stand in the ledger with another patient; nothing was written. Look at both with "echocohort ledger export".\n`);
    return 1;
  }
  try {
    await ledger.save();
  } catch {
    io.err('The ledger cannot be written there; choose another folder.\n');
    return 2;
  }
  io.err(`${Object.keys(source.subjects).length} subjects of the source are in the ledger.\n`);
  return 0;
}

export const command: Command = { name: 'ledger restore', summary: "bring the centre's re-identification ledger back from a copy or a table", usage: USAGE, run };
