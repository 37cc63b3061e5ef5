import { seededRandom } from '@echocohort/kernel';
import { aucDelong, obuchowskiRockette } from '@echocohort/statistics';
import { inPairs } from './pairs.mjs';

const READERS = 236;
const CASES = 338;

/** Milliseconds for one model against 236 readers on 338 lesions (Obuchowski and Rockette, DeLong covariances); the promise is 5 s. */
export default function measure() {
  const random = seededRandom('bench-readers');
  const truth = Array.from({ length: CASES }, () => random() < 0.775);
  const cases = truth.map((ill) => (ill ? 0.5 : -0.5) + random());
  const readers = Array.from({ length: READERS }, () => cases.map((value) => Math.round(4 * (value + 0.8 * (random() - 0.5)))));
  const model = cases.map((value) => value + 0.3 * random());
  const ratings = [readers.map(() => model), readers];
  return inPairs({
    runs: 3, unit: `ms for one model against ${READERS} readers x ${CASES} lesions`, baselineName: 'the area of each of the 472 readings alone',
    work: () => {
      const found = obuchowskiRockette({ truth, ratings }, { kind: 'auc', covariance: 'delong' });
      if (!found.ok) throw new Error(found.refusal.code);
    },
    baseline: () => { for (const scores of ratings.flat()) aucDelong(truth, scores); },
  });
}
