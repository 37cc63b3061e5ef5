export { openPredictor, type ModelFiles, type Predictor } from './lib/predictor.ts';
export { OnnxModel, type ScoredPicture } from './lib/onnx-model.ts';
export { readPicture } from './lib/read-picture.ts';
export { scoreInterval, type ScoreInterval } from './lib/score-interval.ts';
export { nearestCases, type NearestCase, type TrainingCases } from './lib/nearest-cases.ts';
export { lbcRisk } from './lib/lbc-risk.ts';
