import './platform/frugal-engine.ts';
import { runProcess } from './run-process.ts';
import { startWorker } from './start-worker.ts';

await runProcess(async () => {
  const worker = await startWorker(process.env, { analysisThread: new URL('./features/analyses/analysis-thread.js', import.meta.url), exportProcess: new URL('./features/exports/export-process.js', import.meta.url) });
  process.stderr.write(`echocohort worker serves ${worker.queues.join(', ') || 'no queue'}\n`);
  return worker;
});
