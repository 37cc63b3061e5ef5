import { z } from 'zod';

/** One of several folds that share a snapshot: which one this training validates on, counted from 0. */
export const foldChoice = z
  .strictObject({ index: z.number().int().min(0).max(19), of: z.number().int().min(2).max(20) })
  .refine(({ index, of }) => index < of, { message: 'the index counts from 0 and must be below the number of folds' });
export type FoldChoice = z.output<typeof foldChoice>;

/** Which clinical and ultrasonic factors join the score in Model-LBC. */
const factorChoice = z.strictObject({
  /** Codes of the study's analysis variables; null takes those that the study marks as candidates. */
  candidates: z.array(z.string().min(1).max(80)).min(1).max(60).nullable().default(null),
  /** `screened`: univariable p below alpha, then together (paper 3.2). `full`: all candidates. */
  selection: z.enum(['screened', 'full']).default('screened'),
  alpha: z.number().positive().max(1).default(0.05),
});

/**
 * Everything that decides a training besides the data. Defaults train from a few hundred pictures on two cores within an hour; the
 * paper's network is `{ width: 64, imageSize: 224 }` with pretrained weights. An unknown key is refused: a misspelt one must not be ignored.
 */
export const trainingConfig = z.strictObject({
  /** L: lesion pictures. LB: also the liver background. LBC: LB's score together with clinical and ultrasonic factors. */
  model: z.enum(['L', 'LB', 'LBC']).default('L'),
  engine: z.enum(['auto', 'tfjs-node', 'wasm-blas', 'wasm']).default('auto'),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** Channels after the first layer; 64 is ResNet-18 as published. */
  width: z.number().int().min(4).max(64).default(24),
  /** Side of the square picture that the network sees, in pixels. */
  imageSize: z.number().int().min(32).max(224).default(96),
  /** Side of the square cut from the middle of the trusted region where no outline is drawn, as a share of the region's shorter side. */
  regionShare: z.number().min(0.1).max(1).default(1),
  /** What is kept around a drawn lesion on each side, as a share of the longer side of its box. */
  outlineMargin: z.number().min(0).max(1).default(0.15),
  /** `picture`: each picture by its own mean and deviation. `imagenet`: as torch's pretrained weights expect. */
  normalise: z.enum(['picture', 'imagenet']).default('picture'),
  /** Null: by the number of training pictures, so that small studies are seen often and large ones end in time. */
  epochs: z.number().int().min(1).max(400).nullable().default(null),
  /** Minutes that training may take: the learning rate falls in time, the epoch under way ends, and the best epoch is kept. A limit met depends on the machine's speed; null keeps runs repeatable. */
  minutes: z.number().positive().max(100_000).nullable().default(null),
  /** Pictures in a batch, half of each class. */
  batchSize: z.number().int().min(4).max(128).default(16),
  /** Batches whose gradients are averaged before the weights change. */
  accumulate: z.number().int().min(1).max(64).default(1),
  optimiser: z.enum(['adam', 'sgd']).default('adam'),
  /** Of `sgd`. */
  momentum: z.number().min(0).max(0.999).default(0.9),
  learningRate: z.number().positive().max(1).default(2e-3),
  /** Decoupled from the gradient, on filters and weights only. */
  weightDecay: z.number().min(0).max(1).default(1e-2),
  warmUpEpochs: z.number().min(0).max(50).default(1),
  clipNorm: z.number().positive().default(5),
  /** Epochs whose weights are averaged (1: none); the mean is what is validated and kept. Null: a quarter of the training, five at most. */
  averageEpochs: z.number().int().min(1).max(50).nullable().default(null),
  dropout: z.number().min(0).max(0.9).default(0.3),
  tripletWeight: z.number().min(0).max(10).default(0.1),
  tripletMargin: z.number().min(0).max(10).default(0.3),
  /** Weights of the two branches' own losses in Model-LB: the lesion branch by malignancy, the background branch by its type. */
  lesionBranchWeight: z.number().min(0).max(10).default(0.5),
  backgroundBranchWeight: z.number().min(0).max(10).default(0.5),
  /** Form item whose choices are the types of liver background. */
  backgroundItem: z.string().min(1).max(80).default('liver_background'),
  /** Factors on the loss of each class; batches hold both classes in equal parts already. */
  classWeights: z.strictObject({ malignant: z.number().positive().max(100), benign: z.number().positive().max(100) }).default({ malignant: 1, benign: 1 }),
  /** Epochs without a higher internal AUC before the training stops; the latest epoch within a standard error of the highest is kept. */
  patience: z.number().int().min(1).max(400).default(25),
  augment: z.boolean().default(true),
  /** Key of a safetensors file with torch's names (given beside the configuration); null starts from He's initialisation. */
  initWeights: z.string().min(1).max(300).nullable().default(null),
  fold: foldChoice.nullable().default(null),
  factors: factorChoice.default({ candidates: null, selection: 'screened', alpha: 0.05 }),
});
export type TrainingConfig = z.output<typeof trainingConfig>;

/** Pictures that a training shows in all where nobody says how many epochs: 30 epochs of 400 pictures, 8 of 1,600. */
const PICTURES_IN_ALL = 12_000;

/** How many epochs a training has: as configured, else by the number of training pictures, from 8 to 40. */
export const plannedEpochs = (config: Pick<TrainingConfig, 'epochs'>, pictures: number): number => config.epochs ?? Math.min(40, Math.max(8, Math.round(PICTURES_IN_ALL / Math.max(1, pictures))));
