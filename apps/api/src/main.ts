import './platform/frugal-engine.ts';
import { runProcess } from './run-process.ts';
import { startApi } from './start-api.ts';

await runProcess(async () => {
  const api = await startApi(process.env, { examinationThread: new URL('./features/intake/examination-thread.js', import.meta.url), studyProcess: new URL('./features/study-work/study-process.js', import.meta.url) });
  process.stderr.write(`echocohort api answers at ${api.url}\n`);
  return api;
});
