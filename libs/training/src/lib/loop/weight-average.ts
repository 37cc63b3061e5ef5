import type { Weights } from '../network/initial-weights.ts';

/** Over how many epochs weights are averaged where nobody says so: a quarter of the training, five at most; short trainings are not averaged. */
export const averagingWindow = (given: number | null, epochs: number): number => given ?? Math.min(5, Math.max(1, Math.round(epochs / 4)));

/**
 * The running mean of the weights at the ends of the epochs (with the averages of batch norm): the plain mean at first, then an
 * exponential one over about `window` epochs (Polyak and Juditsky 1992; Tarvainen and Valpola 2017). An epoch's own weights scatter
 * about it, and the choice of the best epoch by a small internal set takes up that scatter. A window of 1 leaves the weights as they are.
 */
export function averagedWeights(before: Weights | null, weights: Weights, epoch: number, window: number): Weights {
  const part = 1 / Math.min(window, epoch);
  if (before === null || part === 1) return weights;
  return new Map([...weights].map(([name, values]) => {
    const mean = before.get(name);
    return [name, mean ? values.map((value, at) => (mean[at] ?? 0) + part * (value - (mean[at] ?? 0))) : values];
  }));
}
