import { runProcess } from './run-process.ts';
import { startApi } from './start-api.ts';

await runProcess(async () => {
  const api = await startApi(process.env);
  process.stderr.write(`echocohort api answers at ${api.url}\n`);
  return api;
});
