export { openPredictor, type ModelFiles, type Predictor } from './lib/predictor.ts';
export { OnnxModel, type ScoredPicture } from './lib/onnx-model.ts';
export { readPicture } from './lib/read-picture.ts';
export { scoreInterval, type ScoreInterval } from './lib/score-interval.ts';
export { nearestCases, usualDistance, type NearestCase, type TrainingCases, type UsualDistance } from './lib/nearest-cases.ts';
export { lbcRisk } from './lib/lbc-risk.ts';
export { attentionOverlay, type AttentionOverlay } from './lib/attention-overlay.ts';
export { LesionMaps, type LesionMap, type MapSources } from './lib/lesion-maps.ts';
