export type { EngineName, TensorEngine } from './lib/engine/tensor-engine.ts';
export { openEngine, type EngineChoice, type OpenedEngine } from './lib/engine/open-engine.ts';
export type { TrainingImage } from './lib/data/training-image.ts';
export type { Weights } from './lib/network/initial-weights.ts';
export { trainModel, type TrainedModel, type TrainingRequest } from './lib/loop/train-model.ts';
export type { TrainingCheckpoint } from './lib/loop/checkpoint.ts';
