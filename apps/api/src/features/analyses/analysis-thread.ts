import { parentPort, workerData } from 'node:worker_threads';
import { makeAnalysis, type AnalysisTask } from './analysis-work.ts';
import type { ThreadWord } from './analysis-workshop.ts';

const say = (word: ThreadWord): void => parentPort?.postMessage(word);
const task: AnalysisTask = workerData;
void makeAnalysis(task, (share) => say({ share })).then((made) => say({ made }));
