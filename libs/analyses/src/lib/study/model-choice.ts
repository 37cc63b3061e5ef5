import type { LocalText, Refusal } from '@echocohort/kernel';

/** A trained network as far as a choice of models looks at it. */
export interface ChosenNetwork {
  /** `L`, `LB` or `LBC`, as it was trained. */
  readonly model: string;
  /** Number of its fold from 0, where it is a network of a cross-validation. */
  readonly fold: number | null;
}

/** The image model whose scores a network brings: a Model-LBC brings the Model-LB inside it, and its regression is made again from the record. */
export const imageModelOf = (model: string): string => (model === 'LBC' ? 'LB' : model);

const refused = (code: string, sentence: LocalText): Refusal => ({ code, detail: sentence.en, facts: { sentence } });

/** One network of each image model, each fold once and only beside its own model: anything else would put a model into the tables twice, or a fold without a whole. */
export function refusedChoice(networks: readonly ChosenNetwork[]): Refusal | null {
  const whole = networks.filter(({ fold }) => fold === null).map(({ model }) => imageModelOf(model));
  const twice = whole.find((code, at) => whole.indexOf(code) !== at);
  if (twice !== undefined) return refused('bundle-twice', { zh: `有两个模型包都含 Model-${twice}；每种模型只给一个（Model-LBC 自带其 Model-LB）。`, en: `Two bundles hold a Model-${twice}; give one of each model (a Model-LBC brings its Model-LB).` });
  const folds = networks.flatMap(({ model, fold }) => (fold === null ? [] : [{ code: imageModelOf(model), fold }]));
  const lone = folds.find(({ code }) => !whole.includes(code));
  if (lone) return refused('bundle-fold-alone', { zh: `有一个模型包是 Model-${lone.code} 的第 ${lone.fold + 1} 折，但没有给出该模型本身。`, en: `A bundle is fold ${lone.fold + 1} of a Model-${lone.code} whose own bundle is not given.` });
  const again = folds.find((own, at) => folds.findIndex(({ code, fold }) => code === own.code && fold === own.fold) !== at);
  return again ? refused('bundle-fold-twice', { zh: `Model-${again.code} 的第 ${again.fold + 1} 折给了两次。`, en: `Two bundles are fold ${again.fold + 1} of Model-${again.code}; give each fold once.` }) : null;
}

/** What is analysed when nobody chooses: of each image model the newest network, with the newest network of each of its folds. `newestFirst` is in that order. */
export function usualChoice<T extends ChosenNetwork>(newestFirst: readonly T[]): T[] {
  const key = ({ model, fold }: ChosenNetwork): string => `${imageModelOf(model)}/${fold ?? 'whole'}`;
  const newest = [...new Map(newestFirst.toReversed().map((own) => [key(own), own])).values()];
  const whole = new Set(newest.filter(({ fold }) => fold === null).map(({ model }) => imageModelOf(model)));
  return newest.filter(({ model }) => whole.has(imageModelOf(model)));
}
