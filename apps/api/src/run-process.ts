import { ConfigurationError } from './configuration/configuration.ts';

const LONGEST_SHUTDOWN_MS = 15_000;

/** Runs a process until it is told to stop; a configuration that is not usable ends it with exit code 2 and the list of faults. */
export async function runProcess(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  try {
    const running = await start();
    const stop = (): void => {
      setTimeout(() => process.exit(1), LONGEST_SHUTDOWN_MS).unref();
      void running.close().then(() => process.exit(0), () => process.exit(1));
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
