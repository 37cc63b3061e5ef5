import fc from 'fast-check';
import { analyseStudy, readNomogram, type NomogramResult } from '../../index.ts';
import { syntheticStudy } from '../../spec-cases/synthetic-study.ts';

const found = analyseStudy(syntheticStudy({ patients: 120, models: ['LB'] }), { resamples: 0, thresholds: [0.5] });
if (!found.ok || found.value.results.nomogram.status !== 'done') throw new Error('no nomogram');
const chart: NomogramResult = found.value.results.nomogram.value;

const valueOf = ({ kind, minimum, maximum, levels }: NomogramResult['inputs'][number]): fc.Arbitrary<number | string> =>
  (kind === 'score' || kind === 'number' ? fc.double({ min: minimum ?? 0, max: maximum ?? 1, noNaN: true }) : fc.constantFrom(...levels.map(({ code }) => code)));
const patient = fc.record(Object.fromEntries(chart.inputs.map((input) => [input.name, valueOf(input)])));
const typical = Object.fromEntries(chart.inputs.map(({ name, kind, minimum, levels }) => [name, kind === 'score' || kind === 'number' ? (minimum ?? 0) : (levels[0]?.code ?? '')]));

describe('a patient read off the nomogram', () => {
  it('has points that lead to the very risk of the equation, inside its interval', () => {
    fc.assert(fc.property(patient, (values) => {
      const read = readNomogram(chart, values);
      if (!read.ok) throw new Error(read.refusal.detail);
      const { total, probability, lower, upper, linearPredictor, points } = read.value;
      expect(chart.predictorAtZero + total / chart.pointsPerUnit).toBeCloseTo(linearPredictor, 8);
      expect(probability).toBeCloseTo(1 / (1 + Math.exp(-linearPredictor)), 12);
      expect(lower <= probability && probability <= upper).toBe(true);
      expect(Object.values(points).reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 8);
    }));
  });

  it('gives at a tick the points that the axis shows', () => {
    for (const { input, ticks } of chart.axes) {
      for (const { value, points } of ticks) {
        const read = readNomogram(chart, { ...typical, [input]: value });
        if (!read.ok) throw new Error(read.refusal.detail);
        expect(read.value.points[input]).toBeCloseTo(points, 8);
      }
    }
  });

  it('says so outside the range that training showed', () => {
    const read = readNomogram(chart, { ...typical, score: 0 });
    expect(read).toMatchObject({ ok: true, value: { warnings: [expect.stringContaining('outside-range')] } });
  });

  it.each<[string, Record<string, number | string>, string]>([
    ['a missing value', {}, 'value-missing'],
    ['a score that is no number', { ...typical, score: 'high' }, 'value-not-a-number'],
    ['a score above 1', { ...typical, score: 1.01 }, 'value-impossible'],
    ['a negative score', { ...typical, score: -0.01 }, 'value-impossible'],
    ['an age that nobody has', { ...typical, age: 300 }, 'value-impossible'],
    ['a level that training never showed', { ...typical, ...Object.fromEntries(chart.inputs.filter(({ kind }) => kind === 'binary' || kind === 'choice').map(({ name }) => [name, 'purple'])) }, 'level-unknown'],
  ])('refuses %s', (_what, values, code) => expect(readNomogram(chart, values)).toMatchObject({ ok: false, refusal: { code } }));
});
