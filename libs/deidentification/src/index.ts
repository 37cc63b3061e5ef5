export type { Action, CleanFile, DeidentifyOptions, Hold, IdentifiableRefusal, MaskRectangle, VerifyOptions, VerifiedFile } from './lib/deidentification.types.ts';
export { claimsClean, deidentify } from './lib/deidentify.ts';
export { verifyClean } from './lib/verify-clean.ts';
export { dayShift, isMappedUid, KEY_BYTES, mapUid, offlineSubjectCode, shiftPlainDate, SUBJECT_CODE } from './lib/keyed-identity.ts';
export { allowedPlaces, policyRows, TABLE_EDITION, type AllowedPlace, type PolicyAction, type PolicyRow } from './lib/policy/policy.ts';
export { renderPolicy, type PolicyFormat } from './lib/policy/render-policy.ts';
export { DEIDENTIFICATION_CODES, DEIDENTIFICATION_METHOD, POLICY_VERSION } from './lib/policy/method.ts';
export { readBack } from './lib/read-back/read-back.ts';
export { shownHeader, type ShownHeader } from './lib/shown-header.ts';
