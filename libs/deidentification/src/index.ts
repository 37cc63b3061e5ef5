export type { Action, CleanFile, DeidentifyOptions, Hold, IdentifiableRefusal, MaskRectangle, VerifyOptions, VerifiedFile } from './lib/deidentification.types.ts';
