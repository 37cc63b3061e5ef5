import { aucClustered, aucDelong, bootstrapByPatient, obuchowskiRockette } from '../../index.ts';
import { seededRandom } from '@echocohort/kernel';

const valueOf = <T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};
const random = seededRandom('clustered');
const outcomes = Array.from({ length: 300 }, () => random() < 0.6);
const scores = outcomes.map((outcome) => random() + (outcome ? 0.3 : 0));

describe('lesions of one patient', () => {
  it("with one lesion a patient the clustered variance is DeLong's", () => {
    const alone = valueOf(aucClustered(outcomes, scores, outcomes.map((_, index) => `P${index}`)));
    const plain = valueOf(aucDelong(outcomes, scores));
    expect(alone.auc).toBe(plain.auc);
    expect(alone.variance).toBeCloseTo(plain.variance ?? NaN, 14);
  });

  it('every lesion entered twice adds no knowledge when its patient is known', () => {
    const twice = <T>(values: readonly T[]): T[] => [...values, ...values];
    const patients = outcomes.map((_, index) => `P${index}`);
    const once = valueOf(aucClustered(outcomes, scores, patients));
    const doubled = valueOf(aucClustered(twice(outcomes), twice(scores), twice(patients)));
    expect(doubled.variance).toBeCloseTo(once.variance, 12);
    expect(valueOf(aucDelong(twice(outcomes), twice(scores))).variance ?? NaN).toBeLessThan(once.variance * 0.51);
  });

  it('is refused with the outcome in one patient only', () =>
    expect(aucClustered([true, true, false, false], [1, 2, 0, 3], ['A', 'A', 'B', 'C'])).toMatchObject({ ok: false, refusal: { code: 'no-variance' } }));
});

describe('bootstrap by patient', () => {
  const share = (rows: Uint32Array): number => rows.reduce((sum, row) => sum + (outcomes[row] === true ? 1 : 0), 0) / rows.length;
  const patients = outcomes.map((_, index) => `P${Math.floor(index / 2)}`);

  it('gives the same limits from the same seed and others from another', () => {
    const run = (seed: string): unknown => valueOf(bootstrapByPatient(patients, share, { seed, draws: 200 }));
    expect(run('a')).toEqual(run('a'));
    expect(run('a')).not.toEqual(run('b'));
  });
  it('keeps the lesions of a patient together', () => {
    bootstrapByPatient(patients, (rows) => {
      const counts = new Map<number, number>();
      for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
      for (const [row, count] of counts) expect(counts.get(row % 2 === 0 ? row + 1 : row - 1)).toBe(count);
      return 0.5;
    }, { seed: 'x', draws: 20 });
  });
  it('counts draws without a value, and says so when the interval is a point', () => {
    const found = valueOf(bootstrapByPatient(['A', 'B', 'C'], (rows) => (new Set(rows).size < 2 ? null : 1), { seed: 's', draws: 100 }));
    expect(found.notEstimable).toBeGreaterThan(0);
    expect(found.warnings).toContain('interval-is-a-point');
  });
});

describe('readers and modalities', () => {
  const truth = outcomes.slice(0, 60);
  const reading = (shift: number): number[] => truth.map((outcome) => Math.round(4 * (random() + (outcome ? shift : 0))));

  it('does not depend on the order of readers or modalities', () => {
    const ratings = [[reading(0.3), reading(0.4), reading(0.5)], [reading(0.2), reading(0.3), reading(0.2)]];
    const found = valueOf(obuchowskiRockette({ truth, ratings }, { kind: 'auc', covariance: 'delong' }));
    const turned = valueOf(obuchowskiRockette({ truth, ratings: ratings.map((readers) => readers.toReversed()).toReversed() }, { kind: 'auc', covariance: 'delong' }));
    expect(turned.randomReaders.p).toBeCloseTo(found.randomReaders.p, 12);
    expect(turned.randomReaders.difference?.value).toBeCloseTo(-(found.randomReaders.difference?.value ?? NaN), 12);
  });
  it.each([
    ['one reader', [[reading(0.3)], [reading(0.1)]], 'too-few-readings'],
    ['a reader who read with one modality only', [[reading(0.3), reading(0.1)], [reading(0.1)]], 'not-factorial'],
    ['a missing rating', [[reading(0.3), reading(0.1)], [reading(0.1), [...reading(0.1).slice(1), NaN]]], 'score-not-finite'],
  ])('%s is refused', (_what, ratings, code) => expect(obuchowskiRockette({ truth, ratings }, { kind: 'auc', covariance: 'delong' })).toMatchObject({ ok: false, refusal: { code } }));
  it('236 readers and 338 lesions take less than five seconds', () => {
    const many = Array.from({ length: 338 }, (_, index) => index < 262);
    const ratings = [0, 1].map(() => Array.from({ length: 236 }, () => many.map((outcome) => Math.round(8 * (random() + (outcome ? 0.3 : 0))))));
    const start = Date.now();
    expect(obuchowskiRockette({ truth: many, ratings }, { kind: 'auc', covariance: 'delong' }).ok).toBe(true);
    expect(Date.now() - start).toBeLessThan(5000);
  });
});
