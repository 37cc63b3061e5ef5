import { BATCH_NORM_EPSILON } from '../engine/tensor-engine.ts';
import type { Weights } from './initial-weights.ts';

/** The final head in use: batch norm and the fully connected layer are one linear function of the features. */
export interface FinalHead {
  readonly weights: Float64Array;
  readonly bias: number;
}

function named(weights: Weights, name: string): Float32Array {
  const values = weights.get(name);
  if (!values) throw new Error(`the weights hold no ${name}`);
  return values;
}

/** Folds the averages of batch norm into the fully connected layer. */
export function finalHead(weights: Weights): FinalHead {
  const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => named(weights, `head.bn.${part}`));
  const [fc, [bias = 0]] = [named(weights, 'head.fc.weight'), named(weights, 'head.fc.bias')];
  const folded = Float64Array.from(fc, (weight, at) => (weight * (gamma?.[at] ?? 0)) / Math.sqrt((variance?.[at] ?? 0) + BATCH_NORM_EPSILON));
  const shift = folded.reduce((sum, weight, at) => sum - weight * (mean?.[at] ?? 0) + (fc[at] ?? 0) * (beta?.[at] ?? 0), bias);
  return { weights: folded, bias: shift };
}

/** The logit of malignancy for features as they come, lesion branch first. */
export const logitOf = ({ weights, bias }: FinalHead, feature: Float32Array): number => feature.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), bias);

/** A logit as a score from 0 to 1, without overflow. */
export const scoreOf = (logit: number): number => (logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit)));
