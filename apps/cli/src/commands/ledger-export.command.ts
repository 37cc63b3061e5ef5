import { open, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { readKeyFile } from './deidentify/key-file.ts';
import { openLedger, type LedgerContent } from './deidentify/ledger.ts';
import { readName } from './deidentify/read-name.ts';

const USAGE = `Usage: echocohort ledger export LEDGER TABLE --key-file FILE

Opens the encrypted ledger that "deidentify --ledger" keeps and writes it as a table (CSV, UTF-8): subject, number, name,
date of birth, days of the shift. TABLE IDENTIFIES PATIENTS: it is readable by you alone, it must stay at the centre, and you should
delete it after use. The command never overwrites a file and prints no identifier. "ledger restore" takes a copy of the ledger, or this table, back.`;

function cell(text: string): string {
  // A spreadsheet runs cells that begin so; the quote keeps them text.
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The ledger as CSV, one subject a line, in the order of their codes. */
export function ledgerTable({ subjects }: LedgerContent): string {
  const lines = Object.entries(subjects).sort(([a], [b]) => (a < b ? -1 : 1)).map(([subject, { number, name, birthDate, characterSet, shiftDays }]) =>
    [subject, readName(number, characterSet), readName(name, characterSet), readName(birthDate, characterSet)].map(cell).join(',') + `,${shiftDays}`);
  return ['subject,number,name,birth_date,shift_days', ...lines, ''].join('\r\n');
}

interface Job {
  readonly content: LedgerContent;
  readonly table: string;
}

async function readJob(args: readonly string[], io: CliIo): Promise<Result<Job>> {
  const wrong = refuse({ code: 'usage', detail: 'Give the ledger, a new file for the table, and --key-file FILE; "echocohort ledger export --help" explains them.' });
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: { 'key-file': { type: 'string' } } });
  } catch {
    return wrong;
  }
  const [ledger, table] = parsed.positionals.map((path) => resolve(io.cwd, path));
  const keyFile = parsed.values['key-file'];
  if (!ledger || !table || parsed.positionals.length > 2 || keyFile === undefined) return wrong;
  const key = await readKeyFile(resolve(io.cwd, keyFile));
  if (!key.ok) return key;
  const sealed = await readFile(ledger).catch(() => null);
  if (sealed === null) return refuse({ code: 'ledger-unreadable', detail: 'The ledger file cannot be read.' });
  const content = openLedger(sealed, key.value);
  return content.ok ? ok({ content: content.value, table }) : content;
}

async function run(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const job = await readJob(args, io);
  if (!job.ok) {
    io.err(`${job.refusal.detail}\n`);
    return 2;
  }
  try {
    const handle = await open(job.value.table, 'wx', 0o600);
    await handle.writeFile(ledgerTable(job.value.content)).finally(() => handle.close());
  } catch {
    io.err('The table cannot be written there, or the file exists already; choose another name.\n');
    return 2;
  }
  io.err(`${Object.keys(job.value.content.subjects).length} subjects written. The table identifies patients: keep it at the centre and delete it after use.\n`);
  return 0;
}

export const command: Command = { name: 'ledger export', summary: "open the centre's re-identification ledger into a table", usage: USAGE, run };
