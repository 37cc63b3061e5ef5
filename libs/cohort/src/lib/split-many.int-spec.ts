import { seededRandom } from '@echocohort/kernel';
import { splitCohort, type SplitLesion } from '../index.ts';

// The promise of the split on 100,000 random cohorts: exact whenever any choice of whole patients is, else the nearest, and
// it says which. What can be reached is computed here by another way: one bit for each sum of sizes, in one large integer.

const COHORTS = 100_000;

interface Cohort {
  readonly lesions: readonly SplitLesion[];
  readonly ratio: { readonly training: number; readonly internal: number };
  /** The least distance to the ratio that whole patients reach, in lesions times the sum of the parts. */
  readonly nearest: number;
}

function cohortOf(random: () => number): Cohort {
  const upTo = (most: number): number => 1 + Math.floor(random() * most);
  const ratio = { training: upTo(6), internal: upTo(4) };
  const lesions: SplitLesion[] = [];
  let sums = 1n;
  for (let patient = upTo(9); patient > 0; patient--) {
    const size = 1 + Math.floor(random() ** 2 * 5);
    sums |= sums << BigInt(size);
    const [centre, malignant] = [`C0${upTo(3)}`, random() < 0.7];
    for (let index = 0; index < size; index++) lesions.push({ lesion: `${patient}-${index}`, patient: `${patient}`, centre, malignant });
  }
  let nearest = Infinity;
  for (let sum = 0; sum <= lesions.length; sum++) if ((sums >> BigInt(sum)) & 1n) nearest = Math.min(nearest, Math.abs((ratio.training + ratio.internal) * sum - ratio.training * lesions.length));
  return { lesions, ratio, nearest };
}

describe('100,000 random cohorts', () => {
  it('are split exactly whenever that is possible, else as near as possible, with every patient whole', () => {
    const random = seededRandom('100,000 cohorts');
    const seen = { exact: 0, nearest: 0 };
    for (let number = 0; number < COHORTS; number++) {
      const { lesions, ratio, nearest } = cohortOf(random);
      const split = splitCohort({ lesions, externalCentres: new Set(), ratio, seed: String(number) });
      if (!split.ok) throw new Error(`cohort ${number}: ${split.refusal.code}`);
      const { rows, exact } = split.value;
      const training = rows.filter(({ set }) => set === 'training');
      const distance = Math.abs((ratio.training + ratio.internal) * training.length - ratio.training * lesions.length);
      const patients = new Set(training.map(({ patient }) => patient));
      const torn = rows.some(({ set, patient }) => (set === 'training') !== patients.has(patient));
      if (distance !== nearest || exact !== (nearest === 0) || torn || rows.length !== lesions.length) throw new Error(`cohort ${number}: ${JSON.stringify({ ratio, distance, nearest, exact, torn, lesions })}`);
      seen[exact ? 'exact' : 'nearest'] += 1;
    }
    // Both ends of the promise were met often, or this would prove half of it.
    expect(Math.min(seen.exact, seen.nearest)).toBeGreaterThan(15_000);
  }, 600_000);
});
