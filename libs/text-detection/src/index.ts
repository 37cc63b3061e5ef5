export type {
  FoundText, OwnMatch, PaintedFrame, PixelBox, RunNetwork, SearchedPicture, StoredColours, Tensor, TextModel, TextNetwork, TextVerdict,
} from './lib/text-detection.types.ts';
export { runSessions, type NetworkSession } from './lib/run-sessions.ts';
export { createTextModel, TEXT_MODEL_FILES } from './lib/text-model.ts';
export { findText } from './lib/find-text.ts';
export { NO_IDENTITY, ownIdentity, type OwnIdentity } from './lib/own-identity.ts';
export type { OwnName } from './lib/own-name.ts';
