import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyExport, type ExportVerdict } from '@echocohort/export';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { openExport } from '../export/open-export.ts';

const USAGE = `Usage: echocohort verify EXPORT [--root HEX] [--server-key FILE] [--json]

Recomputes an export (a folder or a zip) from its bytes and prints its root, or each item that differs from what was
locked and how: changed, missing, extra, order, swapped, unreadable, sum-differs, root-differs, snapshot-edited,
signature-wrong, opening-differs. Of a changed table it names the rows. Files that were made of the snapshot (statistics
programs, regions, figures) are checked against EXPORT.json, which the server signed as well.

  --root         the root as you know it from elsewhere (the portal, a paper)
  --server-key   the server's public key (PEM) as you know it from elsewhere; without it, compare the printed key id

Exit: 0 nothing differs, 1 the items printed differ, 2 wrong usage or no export.
`;

function progressOn(io: CliIo): (files: number, of: number) => void {
  let told = Date.now();
  return (files, of) => {
    if (Date.now() - told < 3000) return;
    told = Date.now();
    io.err(`${files} of ${of} files\n`);
  };
}

function print(verdict: ExportVerdict, io: CliIo): void {
  io.out(`root ${verdict.root}\nsigned with key ${verdict.keyId ?? 'none'}\n${verdict.files} files, ${verdict.bytes} bytes\n`);
  for (const { how, path, detail } of verdict.differences) io.out(`${how}\t${path}\t${detail}\n`);
  io.out(verdict.differences.length === 0 ? 'Everything is as it was locked.\n' : `${verdict.differences.length} differences.\n`);
}

interface Wish {
  readonly path: string;
  readonly root?: string;
  readonly serverKey?: string;
  readonly json: boolean;
}

async function readWish(args: readonly string[], cwd: string): Promise<Result<Wish>> {
  const wrong = (detail: string): Result<never> => refuse({ code: 'wrong-usage', detail });
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: { root: { type: 'string' }, 'server-key': { type: 'string' }, json: { type: 'boolean' } } });
  } catch {
    return wrong('An option is unknown or lacks its value; "echocohort verify --help" lists them.');
  }
  const { values, positionals } = parsed;
  const [path, more] = positionals;
  if (path === undefined || more !== undefined) return wrong('Name one export: its folder or its zip.');
  if (values.root !== undefined && !/^[0-9a-f]{64}$/.test(values.root)) return wrong('--root takes 64 hexadecimal digits.');
  const wish = { path: resolve(cwd, path), root: values.root, json: values.json ?? false };
  if (values['server-key'] === undefined) return ok(wish);
  try {
    return ok({ ...wish, serverKey: await readFile(resolve(cwd, values['server-key']), 'utf8') });
  } catch {
    return wrong('The file of --server-key cannot be read.');
  }
}

async function verify(wish: Wish, io: CliIo): Promise<Result<ExportVerdict>> {
  const source = await openExport(wish.path);
  if (!source.ok) return source;
  try {
    return await verifyExport(source.value, { expectedRoot: wish.root, serverKey: wish.serverKey, onProgress: progressOn(io) });
  } finally {
    await source.value.close();
  }
}

/** Checks an export offline. */
export const command: Command = {
  name: 'verify',
  summary: 'check an export against the snapshot that was locked',
  usage: USAGE,
  async run(args, io): Promise<ExitCode> {
    const wish = await readWish(args, io.cwd);
    const verdict = wish.ok ? await verify(wish.value, io) : wish;
    if (!wish.ok || !verdict.ok) {
      io.err(verdict.ok ? '' : `${verdict.refusal.detail}\n`);
      return 2;
    }
    if (wish.value.json) io.out(`${JSON.stringify(verdict.value)}\n`);
    else print(verdict.value, io);
    return verdict.value.differences.length === 0 ? 0 : 1;
  },
};
