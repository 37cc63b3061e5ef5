import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyChain, type ChainHead } from '@echocohort/audit';
import { readManifest } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { Command, ExitCode } from '../command.ts';

const USAGE = `Usage: echocohort audit verify FILE [--snapshot SNAPSHOT.json | --head SEQ:HASH] [--json]

Checks the hash chain of an exported audit.ndjson row by row and names the first bad row.

  --snapshot   the SNAPSHOT.json of the same export: the chain must end where the locked record says
  --head       the end of the chain as you know it from elsewhere

Without one of the two, rows cut off the end cannot be noticed, and the command says so.
Exit: 0 the chain is whole, 1 a row is bad, 2 wrong usage or unreadable file.
`;

const wrong = (detail: string): Result<never> => refuse({ code: 'wrong-usage', detail });

/** Lines of a file as a stream, split at LF only: a reader that also splits at other marks would hide an edit. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: false });
  let rest = '';
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = pieces.pop() ?? '';
    yield* pieces;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

async function readHead(values: { readonly snapshot?: string; readonly head?: string }, cwd: string): Promise<Result<ChainHead | undefined>> {
  if (values.snapshot !== undefined && values.head !== undefined) return wrong('Give --snapshot or --head, not both.');
  if (values.head !== undefined) {
    const match = /^(\d+):([0-9a-f]{64})$/.exec(values.head);
    return match?.[2] === undefined ? wrong('--head takes a number, a colon and 64 hexadecimal digits.') : ok({ seq: Number(match[1]), hash: match[2] });
  }
  if (values.snapshot === undefined) return ok(undefined);
  let text: string;
  try {
    text = await readFile(resolve(cwd, values.snapshot), 'utf8');
  } catch {
    return wrong('The file of --snapshot cannot be read.');
  }
  const manifest = readManifest(text);
  return manifest.ok ? ok(manifest.value.record.audit) : manifest;
}

/** Checks an exported audit trail offline. */
export const command: Command = {
  name: 'audit verify',
  summary: 'check the hash chain of an exported audit trail',
  usage: USAGE,
  async run(args, io): Promise<ExitCode> {
    const refused = (detail: string): ExitCode => {
      io.err(`${detail}\n`);
      return 2;
    };
    let parsed;
    try {
      parsed = parseArgs({ args: [...args], allowPositionals: true, options: { snapshot: { type: 'string' }, head: { type: 'string' }, json: { type: 'boolean' } } });
    } catch {
      return refused('An option is unknown or lacks its value; "echocohort audit verify --help" lists them.');
    }
    const [file, more] = parsed.positionals;
    if (file === undefined || more !== undefined) return refused('Name one file: the audit.ndjson of an export.');
    const head = await readHead(parsed.values, io.cwd);
    if (!head.ok) return refused(head.refusal.detail);
    let chain;
    try {
      chain = await verifyChain(linesOf(resolve(io.cwd, file)), head.value);
    } catch {
      return refused('The file cannot be read; name the audit.ndjson of an export.');
    }
    if (parsed.values.json) io.out(`${JSON.stringify(chain.ok ? { whole: true, ...chain.value } : { whole: false, ...chain.refusal })}\n`);
    else if (!chain.ok) io.out(`${chain.refusal.code}: ${chain.refusal.detail}\n`);
    else io.out(`The chain of study ${chain.value.studyCode} is whole: ${chain.value.entries} rows, ${chain.value.firstAt} to ${chain.value.lastAt}, head ${chain.value.head.hash}.\n`);
    if (chain.ok && head.value === undefined) io.err('Rows cut off the end cannot be noticed without --snapshot or --head.\n');
    return chain.ok ? 0 : 1;
  },
};
