import { ConfigurationError } from './configuration/configuration.ts';
import { startApi } from './start-api.ts';

const LONGEST_SHUTDOWN_MS = 15_000;

try {
  const api = await startApi(process.env);
  process.stderr.write(`echocohort api answers at ${api.url}\n`);
  const stop = (): void => {
    setTimeout(() => process.exit(1), LONGEST_SHUTDOWN_MS).unref();
    void api.close().then(() => process.exit(0), () => process.exit(1));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
