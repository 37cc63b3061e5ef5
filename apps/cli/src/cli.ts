import type { CliIo, ExitCode } from './command.ts';
import { COMMANDS, type CommandEntry } from './command-table.ts';

/** The list of commands that `echocohort help` prints. */
export function overview(commands: readonly CommandEntry[] = COMMANDS): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
  return `Usage: echocohort COMMAND [OPTIONS]\n\n${lines.join('\n')}\n\n"echocohort COMMAND --help" explains one. Exit: 0 done, 1 done with findings, 2 wrong usage or unreadable input.\n`;
}

/** The entry that the first one or two words name, and the arguments after them. */
function find(args: readonly string[], commands: readonly CommandEntry[]): { entry: CommandEntry; rest: readonly string[] } | null {
  const two = commands.find(({ name }) => name === args.slice(0, 2).join(' ') && name.includes(' '));
  if (two) return { entry: two, rest: args.slice(2) };
  const one = commands.find(({ name }) => name === args[0]);
  return one ? { entry: one, rest: args.slice(1) } : null;
}

/** Runs one command line; anything unexpected becomes exit 2 with the error's class, never its text: texts may quote a file's content. */
export async function runCli(args: readonly string[], io: CliIo, commands: readonly CommandEntry[] = COMMANDS): Promise<ExitCode> {
  if (args.length === 0 || args[0] === 'help' || args[0] === '--help') {
    io.out(overview(commands));
    return args.length === 0 ? 2 : 0;
  }
  const found = find(args, commands);
  if (found === null) {
    io.err('There is no such command; "echocohort help" lists them.\n');
    return 2;
  }
  try {
    const command = await found.entry.load();
    if (found.rest.includes('--help')) {
      io.out(`${command.usage.trimEnd()}\n`);
      return 0;
    }
    return await command.run(found.rest, io);
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'unknown';
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
    io.err(`The command "${found.entry.name}" stopped on an unexpected fault (${kind}${code}). Nothing half-written counts as done; run it again, and report this if it stays.\n`);
    return 2;
  }
}
