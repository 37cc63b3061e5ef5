import { parentPort } from 'node:worker_threads';
import { makeAnalysis, type AnalysisTask } from './analysis-work.ts';
import type { ThreadWord } from './analysis-workshop.ts';

const say = (word: ThreadWord): void => parentPort?.postMessage(word);

/** One task a thread: it is answered, and the thread ends. */
parentPort?.once('message', (task: AnalysisTask) => {
  void makeAnalysis(task, (share) => say({ share })).then((made) => say({ made }));
});
