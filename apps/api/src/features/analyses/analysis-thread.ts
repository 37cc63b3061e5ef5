import { parentPort } from 'node:worker_threads';
import type { MadeMaps, MapWish } from '@echocohort/reporting';
import { makeAnalysis } from './analysis-work.ts';
import type { ThreadTold, ThreadWord } from './analysis-workshop.ts';

const say = (word: ThreadWord): void => parentPort?.postMessage(word);

/** Handed the maps that it asked for. */
let deliver: (maps: MadeMaps) => void = () => {
  throw new Error('maps that nobody asked for');
};

/** One task a thread: it is answered, and the thread ends. */
parentPort?.on('message', (told: ThreadTold) => {
  if ('maps' in told) return deliver(told.maps);
  const makeMaps = (wishes: readonly MapWish[]): Promise<MadeMaps> => new Promise((resolve) => {
    deliver = resolve;
    say({ wanted: wishes });
  });
  void makeAnalysis(told.task, { tell: (share) => say({ share }), makeMaps }).then((made) => {
    say({ made });
    parentPort?.close();
  });
});
