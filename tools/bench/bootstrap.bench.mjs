import { seededRandom } from '@echocohort/kernel';
import { aucDelong, bootstrapByPatient } from '@echocohort/statistics';
import { inPairs } from './pairs.mjs';

const LESIONS = 2213;
const DRAWS = 2000;

/** Milliseconds for 2,000 resamples of 2,213 lesions in 2,143 patients, the area of each draw; the promise is 5 s on two cores. */
export default function measure() {
  const random = seededRandom('bench-bootstrap');
  const patients = Array.from({ length: LESIONS }, (_, at) => `P${at < 2143 ? at : at - 2143}`);
  const outcomes = patients.map(() => random() < 0.8);
  const scores = outcomes.map((positive) => random() + (positive ? 0.4 : 0));
  const areaOf = (rows) => {
    const found = aucDelong(Array.from(rows, (row) => outcomes[row]), Array.from(rows, (row) => scores[row]));
    return found.ok ? found.value.auc : null;
  };
  return inPairs({
    runs: 3, unit: `ms for ${DRAWS} resamples of ${LESIONS} lesions by patient`, baselineName: `the area of the sample itself, ${DRAWS} times`,
    work: () => {
      const found = bootstrapByPatient(patients, areaOf, { seed: 'bench', draws: DRAWS });
      if (!found.ok) throw new Error(found.refusal.code);
    },
    baseline: () => {
      for (let draw = 0; draw < DRAWS; draw++) aucDelong(outcomes, scores);
    },
  });
}
