import fc from 'fast-check';
import { seededRandom } from '@echocohort/kernel';
import { areaAndVariance } from './area-and-variance.ts';
import { scoredSample } from './scored-sample.ts';
import { sortedDoubles } from './sort-doubles.ts';
import { sampleVariance, structuralComponents } from './structural-components.ts';

const MANY = 6000;
const random = seededRandom('sort-doubles');
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const shapes: readonly [string, () => number][] = [
  ['evenly spread', random],
  ['normal, both signs', normal],
  ['two decimals, so heavy ties', () => Math.round(100 * random()) / 100],
  ['probabilities near 0 and 1', () => 1 / (1 + Math.exp(-12 * normal()))],
  ['over 600 decades', () => 10 ** (600 * random() - 300)],
  ['long tails', () => normal() / normal()],
  ['one value but one', () => (random() < 0.0005 ? 1 : 0.5)],
  ['zeros of both signs', () => (random() < 0.4 ? -0 : random() < 0.5 ? 0 : normal())],
  ['a range that no double holds', () => 1.7e308 * (2 * random() - 1)],
  ['the least doubles', () => 5e-324 * Math.round(4 * random())],
  ['neighbours of one', () => 1 + 2 ** -52 * Math.round(90 * random())],
];

describe('sorting many doubles', () => {
  it.each(shapes)('%s: as the engine sorts them', (_shape, value) => {
    const values = Float64Array.from({ length: MANY }, value);
    const [found, wanted] = [sortedDoubles(values), values.toSorted()];
    expect(found.every((entry, at) => entry === wanted[at])).toBe(true);
  });

  it.each(shapes)('%s: the area and its variance are those of the components one by one', (_shape, value) => {
    const scores = Array.from({ length: MANY }, value);
    const sample = scoredSample(scores.map(() => random() < 0.4), scores);
    if (!sample.ok) throw new Error(sample.refusal.detail);
    const [walked, parts] = [areaAndVariance(sample.value), structuralComponents(sample.value)];
    expect(walked.auc).toBe(parts.auc);
    expect(walked.ofPositives).toBeCloseTo(sampleVariance(parts.ofPositives) ?? NaN, 12);
    expect(walked.ofNegatives).toBeCloseTo(sampleVariance(parts.ofNegatives) ?? NaN, 12);
  });

  it('sorts whatever it is given', () => {
    const few = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(fc.property(fc.array(few, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 50 }), (values, scale) => {
      const many = Float64Array.from({ length: 4200 }, (_, at) => (values[at % values.length] ?? 0) / ((at % scale) + 1));
      const [found, wanted] = [sortedDoubles(many), many.toSorted()];
      return found.every((entry, at) => entry === wanted[at]);
    }), { numRuns: 60 });
  });
});
