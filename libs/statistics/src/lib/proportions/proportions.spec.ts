import { normalUpperQuantile, normalUpperTail, studentUpperTail, wilsonProportion } from '../../index.ts';
import { expectClose, fieldsOf, listOf, numberOf, referenceCases, type Fields } from '../../spec-cases/reference-cases.ts';

const proportions: [string, Fields, Fields][] = referenceCases('proportion_ci').map(({ id, input, expected }) => [id, input, expected ?? {}]);

describe('Wilson interval, against R', () => {
  it.each(proportions)('%s', (_id, input, expected) => {
    const found = wilsonProportion(numberOf(input.x) ?? 0, numberOf(input.n) ?? 0, numberOf(input.level) ?? 0.95);
    expectClose(found.value, expected.estimate);
    expectClose(found.lower, listOf(expected.wilson)[0]);
    expectClose(found.upper, listOf(expected.wilson)[1]);
  });
});

describe('distributions, against R', () => {
  const distribution = (id: string): { input: Fields; expected: Fields } => {
    const found = referenceCases('distributions').find((entry) => entry.id === id);
    return { input: fieldsOf(found?.input), expected: fieldsOf(found?.expected) };
  };

  it('gives normal tails far out', () => {
    const { input, expected } = distribution('normal-cdf');
    listOf(input.z).forEach((z, index) => {
      expectClose(normalUpperTail(numberOf(z) ?? NaN), listOf(expected.upper)[index], 1e-10);
      expectClose(Math.min(1, 2 * normalUpperTail(Math.abs(numberOf(z) ?? NaN))), listOf(expected.two_sided)[index], 1e-10);
    });
    expect(normalUpperTail(37) / 5.725571222524577e-300).toBeCloseTo(1, 10);
  });

  it('gives normal quantiles that lead back to their tail', () => {
    for (const p of [1e-12, 1e-6, 0.005, 0.025, 0.3, 0.5, 0.9]) expectClose(normalUpperTail(normalUpperQuantile(p)), p, 1e-12);
    expect(normalUpperQuantile(0.025)).toBeCloseTo(1.959963984540054, 14);
  });

  it('gives Student tails with the degrees of freedom that need not be whole', () => {
    const { input, expected } = distribution('t-cdf');
    const lower = listOf(expected.lower);
    expect(lower).toHaveLength(listOf(input.t).length);
    lower.forEach((wanted, index) => expectClose(studentUpperTail(-(numberOf(listOf(input.t)[index]) ?? NaN), numberOf(listOf(input.df)[index]) ?? NaN), wanted, 1e-10));
  });
});
