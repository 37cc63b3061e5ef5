import { splitCohort } from '@echocohort/cohort';
import { seededRandom } from '@echocohort/kernel';
import { inPairs } from './pairs.mjs';

const RATIO = { training: 4, internal: 1 };
const COHORTS = 100_000;
const LESIONS = 100_000;

/** Number of training lesions nearest to the ratio over every choice of whole patients, tried one by one. */
function byTrying(sizes) {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let best = 0;
  for (let choice = 0; choice < 1 << sizes.length; choice++) {
    let sum = 0;
    for (let at = 0; at < sizes.length; at++) if ((choice >> at) & 1) sum += sizes[at];
    const [now, before] = [Math.abs(5 * sum - 4 * total), Math.abs(5 * best - 4 * total)];
    if (now < before || (now === before && sum > best)) best = sum;
  }
  return best;
}

function lesionsOf(sizes, random) {
  return sizes.flatMap((size, index) => {
    const [centre, malignant] = [`C${Math.floor(random() * 3)}`, random() < 0.8];
    return Array.from({ length: size }, (_, at) => ({ lesion: `P${index}-L${at}`, patient: `P${index}`, centre, malignant }));
  });
}

/** Random small cohorts against trying everything: the number that come out as near to the ratio as any choice of patients. */
function proved() {
  const random = seededRandom('split bench');
  let exact = 0;
  for (let cohort = 0; cohort < COHORTS; cohort++) {
    const sizes = Array.from({ length: 1 + Math.floor(random() * 8) }, () => 1 + Math.floor(random() ** 2 * 7));
    const split = splitCohort({ lesions: lesionsOf(sizes, random), externalCentres: new Set(), ratio: RATIO, seed: String(cohort) });
    if (!split.ok || split.value.sets[0].lesions !== byTrying(sizes)) throw new Error(`cohort ${cohort} of ${sizes.join(', ')} is not as near as it could be`);
    exact += 1;
  }
  return exact;
}

/** Milliseconds for 100,000 lesions in patients of one to nine. The proof of the small cohorts comes first: it throws. */
export default function measure() {
  const proof = proved();
  const random = seededRandom('large');
  const sizes = [];
  for (let left = LESIONS; left > 0;) {
    sizes.push(Math.min(left, 1 + Math.floor(random() ** 3 * 9)));
    left -= sizes.at(-1);
  }
  const lesions = lesionsOf(sizes, random);
  return inPairs({
    runs: 5,
    unit: `ms for 100,000 lesions, after ${proof} small cohorts proved by trying every choice`,
    baselineName: 'sorting the same lesions by their codes',
    work: () => {
      const split = splitCohort({ lesions, externalCentres: new Set(), ratio: RATIO, seed: 'large' });
      if (!split.ok || !split.value.exact) throw new Error('the large cohort was not split exactly');
    },
    baseline: () => [...lesions].sort((a, b) => (a.lesion < b.lesion ? -1 : 1)),
  });
}
