export type {
  Action, ByteSink, CleanFile, CleanSummary, DeidentifyOptions, Hold, IdentifiableRefusal, KeptShape, MaskRectangle, MaskTemplate, ScannerLayout, TemplateCitation, VerifyOptions, VerifiedFile,
} from './lib/deidentification.types.ts';
export { claimsClean, deidentify, deidentifyStream } from './lib/deidentify.ts';
export { verifyClean, verifyCleanStream } from './lib/verify-clean.ts';
export { dayShift, isMappedUid, KEY_BYTES, mapUid, offlineSubjectCode, shiftPlainDate, SUBJECT_CODE } from './lib/keyed-identity.ts';
export { allowedPlaces, policyRows, TABLE_EDITION, type AllowedPlace, type PolicyAction, type PolicyRow } from './lib/policy/policy.ts';
export { renderPolicy, type PolicyFormat } from './lib/policy/render-policy.ts';
export { DEIDENTIFICATION_CODES, DEIDENTIFICATION_METHOD, POLICY_VERSION } from './lib/policy/method.ts';
export { readBack, readBackStream } from './lib/read-back/read-back.ts';
export { shownHeader, type ShownHeader } from './lib/shown-header.ts';
export { checkMaskTemplate, isApprovedTemplate, isSameLayout, maskTemplateText, templateFor } from './lib/templates/mask-template.ts';
export { keptRows, type Span } from './lib/templates/kept-shapes.ts';
export { scannerLayout } from './lib/rewrite/scanner-layout.ts';
export { nearSameNumbers, numberDigests, plainNumber, type NumberDigests, type NumberedThing } from './lib/patient-numbers.ts';
export { addToLedger, EMPTY_LEDGER, ledgerCsv, ledgerRows, ledgerText, restoreLedger, type LedgerContent, type LedgerIdentity, type LedgerRow } from './lib/ledger/ledger.ts';
export { countMidiBActions, midiBActions, type MidiBAction } from './lib/midi-b-actions.ts';
