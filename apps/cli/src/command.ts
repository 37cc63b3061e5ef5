/** Streams and surroundings of a command; tests hand in their own. */
export interface CliIo {
  /** Standard output: results only. */
  out(text: string): void;
  /** Standard error: progress and complaints. */
  err(text: string): void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** File of a worker thread that decodes and augments pictures; without it that happens in place. */
  readonly pictureThread?: URL;
  /** Aborted when the person presses Ctrl-C or the machine goes down: a training keeps a checkpoint and ends. */
  readonly interrupted?: () => AbortSignal;
  /** Whether standard error is a terminal, on which a bar can move. */
  readonly terminal?: boolean;
  /** Where the program of worker threads lies; without it the work is done in this thread. */
  readonly workerProgram?: URL;
}

/** 0: done, nothing to report. 1: done, with findings, held or differing items. 2: wrong usage or unreadable input. */
export type ExitCode = 0 | 1 | 2;

/** One command of `echocohort`. A command never prints an identifier of a patient. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Full text of `--help`. */
  readonly usage: string;
  run(args: readonly string[], io: CliIo): Promise<ExitCode>;
}
