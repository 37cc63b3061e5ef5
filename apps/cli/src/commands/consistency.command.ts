import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkConsistency } from '@echocohort/reporting';
import type { Command, ExitCode } from '../command.ts';
import { readPrintedPaper } from '../consistency/read-printed-paper.ts';

const USAGE = `Usage: echocohort consistency FILE

Checks the printed numbers of a paper (JSON) against each other: sums of the flow chart and of Table 1, percentages,
accuracies, p values of areas under the curve, net benefit, odds ratios, whole numbers and intervals of Table 2.

Standard output: one JSON object {"findings": [{rule, where, printed, implied, note}]}. Exit: 0 nothing found, 1 findings,
2 wrong usage or unreadable file. What is printed in part only (n/a, null) is not checked; standard error names it.
`;

/** Finds printed numbers that cannot be. */
export const command: Command = {
  name: 'consistency',
  summary: "check a printed paper's numbers against each other",
  usage: USAGE,
  async run(args, io): Promise<ExitCode> {
    let places: readonly string[];
    try {
      places = parseArgs({ args: [...args], allowPositionals: true, options: {} }).positionals;
    } catch {
      places = [];
    }
    const [place, ...more] = places;
    if (place === undefined || more.length > 0) {
      io.err('Name one file of printed numbers; "echocohort consistency --help" explains.\n');
      return 2;
    }
    let text: string;
    try {
      text = await readFile(resolve(io.cwd, place), 'utf8');
    } catch {
      io.err('The file cannot be read.\n');
      return 2;
    }
    const read = readPrintedPaper(text);
    if ('fault' in read) {
      io.err(`The printed numbers cannot be read: ${read.fault}.\n`);
      return 2;
    }
    if (read.unchecked.length > 0) io.err(`Not checked, since a number is not given or of another kind: ${read.unchecked.join(', ')}.\n`);
    const findings = checkConsistency(read.paper);
    io.out(`${JSON.stringify({ findings }, null, 1)}\n`);
    return findings.length === 0 ? 0 : 1;
  },
};
