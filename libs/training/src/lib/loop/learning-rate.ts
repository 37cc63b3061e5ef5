/** The rate of a step: rising evenly while warming up, then half a cosine down to a hundredth. */
export function learningRateAt(step: number, schedule: { readonly peak: number; readonly warmUpSteps: number; readonly steps: number }): number {
  const { peak, warmUpSteps, steps } = schedule;
  if (step < warmUpSteps) return (peak * (step + 1)) / warmUpSteps;
  const share = Math.min(1, (step - warmUpSteps) / Math.max(1, steps - warmUpSteps));
  return peak * (0.01 + (0.99 * (1 + Math.cos(Math.PI * share))) / 2);
}
