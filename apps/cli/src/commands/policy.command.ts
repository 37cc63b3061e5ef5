import { parseArgs } from 'node:util';
import { renderPolicy, type PolicyFormat } from '@echocohort/deidentification';
import type { CliIo, Command, ExitCode } from '../command.ts';

const USAGE = `Usage: echocohort policy [--format md|html|json]

Prints the de-identification policy: every attribute of PS3.15 table E.1-1 with action, reason and edition, the further
attributes that can identify, and the list of what may stay and where.`;

const isFormat = (text: string): text is PolicyFormat => ['md', 'html', 'json'].includes(text);

function formatOf(args: readonly string[]): PolicyFormat | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { format: { type: 'string', default: 'md' }, json: { type: 'boolean', default: false } } });
    const format = values.json ? 'json' : values.format;
    return isFormat(format) ? format : null;
  } catch {
    return null;
  }
}

function run(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const format = formatOf(args);
  if (format === null) {
    io.err('--format is md, html or json.\n');
    return Promise.resolve(2);
  }
  io.out(renderPolicy(format));
  return Promise.resolve(0);
}

export const command: Command = { name: 'policy', summary: 'print the de-identification policy', usage: USAGE, run };
