import { GRADIENT_CASES, runGradientCase } from './gradient-cases.ts';
import { EXPECTED_GRADIENTS } from './self-test.data.ts';
import type { TensorEngine } from './tensor-engine.ts';

/** How far a gradient may be from the stored one, relative to the largest of its case. */
export const SELF_TEST_TOLERANCE = 1e-4;

/** The largest difference between found and expected numbers, relative to the largest expected one. */
export function relativeDifference(found: readonly number[], expected: readonly number[]): number {
  if (found.length !== expected.length) return Infinity;
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-12);
  return found.reduce((worst, value, index) => {
    const difference = Math.abs(value - (expected[index] ?? 0)) / scale;
    return Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
  }, 0);
}

/** Why this engine must not be used: each case whose gradients are wrong. Empty means sound. */
export function selfTest(engine: TensorEngine): string[] {
  return GRADIENT_CASES.flatMap((gradientCase) => {
    const difference = relativeDifference(runGradientCase(engine, gradientCase), EXPECTED_GRADIENTS[gradientCase.name] ?? []);
    return difference <= SELF_TEST_TOLERANCE ? [] : [`${gradientCase.name} differs by ${difference.toExponential(1)}`];
  });
}
