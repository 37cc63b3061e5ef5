import { caseParams, defineRoute, findingView, localText, pageQuery, queryView } from '@echocohort/contracts-reading';
import { z } from 'zod';

/** Why a case is not complete yet, in words; names the slot or item concerned. */
export const blockerView = z.object({ code: z.string(), sentence: localText, slot: z.string().nullable(), item: z.string().nullable() });

export const criterionView = z.object({
  code: z.string(),
  kind: z.enum(['inclusion', 'exclusion']),
  verdict: z.enum(['met', 'not-met', 'unknown']),
  evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  sentence: localText,
});

export const eligibilityView = z.object({ verdict: z.enum(['eligible', 'excluded', 'not-yet-known']), primaryReason: z.string().nullable(), criteria: z.array(criterionView) });

export const imageView = z.object({
  id: z.string(),
  slot: z.string(),
  sha256: z.string(),
  sizeBytes: z.number(),
  rows: z.number(),
  columns: z.number(),
  frames: z.number(),
  device: z.string().nullable(),
  storedAt: z.string(),
  supersedes: z.string().nullable(),
  supersededAt: z.string().nullable(),
  supersedeReason: z.string().nullable(),
  receipt: z.number().nullable(),
});
export type ImageView = z.output<typeof imageView>;

export const boardSlot = z.object({ code: z.string(), status: z.enum(['filled', 'findings', 'missing']), image: imageView.nullable(), earlier: z.array(imageView), findings: z.array(findingView) });

export const caseSummary = z.object({
  caseId: z.string(),
  code: z.string(),
  subjectCode: z.string(),
  centre: z.string(),
  state: z.string(),
  version: z.number(),
  slotsFilled: z.number(),
  slotsRequired: z.number(),
  findings: z.number(),
  openQueries: z.number(),
  /** First thing that keeps the case from being complete, in words; null when nothing does. */
  next: blockerView.nullable(),
  updatedAt: z.string(),
});
export type CaseSummary = z.output<typeof caseSummary>;

export const caseBoard = caseSummary.extend({
  subjectId: z.string(),
  siblings: z.array(z.object({ caseId: z.string(), code: z.string() })),
  scanDate: z.string().nullable(),
  protocolVersion: z.string(),
  slots: z.array(boardSlot),
  blockers: z.array(blockerView),
  eligibility: eligibilityView,
  forms: z.array(z.object({ code: z.string(), complete: z.boolean(), version: z.number() })),
  pathologyStatus: z.enum(['none', 'entered', 'confirmed']).describe('only whether a report exists, never what it says'),
  queries: z.array(queryView),
});
export type CaseBoard = z.output<typeof caseBoard>;

export const timelineEntry = z.object({ seq: z.string(), at: z.string(), actor: z.string().nullable(), type: z.string(), payload: z.record(z.string(), z.unknown()) });

/** What the server gives back for a stored image: signed, so that a centre can prove what it sent. */
export const receiptView = z.object({
  number: z.number(),
  body: z.record(z.string(), z.unknown()),
  signature: z.string().describe('Ed25519 over the canonical JSON of body, base64'),
});
export type ReceiptView = z.output<typeof receiptView>;

export const receivedImage = z.object({
  image: imageView,
  findings: z.array(findingView),
  state: z.string(),
  missing: z.array(z.string()),
  blockers: z.array(blockerView),
  receipt: receiptView,
  /** True when these very bytes were stored in this slot before: the same receipt comes back. */
  repeated: z.boolean(),
});
export type ReceivedImage = z.output<typeof receivedImage>;

const codeOrCentre = z.string().max(40);
const imageParams = z.object({ imageId: z.uuid() });

export const caseRoutes = {
  home: defineRoute({ name: 'home', method: 'GET', path: '/v1/home', access: ['case.read'], summary: 'Counts by state and the next actions that unlock a case, ranked; the last receipts.', response: z.object({ counts: z.record(z.string(), z.number()), next: z.array(caseSummary), openQueries: z.number(), receipts: z.array(z.object({ number: z.number(), caseId: z.string(), case: z.string(), slot: z.string(), at: z.string() })) }) }),
  registerSubject: defineRoute({ name: 'registerSubject', method: 'POST', path: '/v1/subjects', access: ['case.open'], summary: 'Issue a subject code for one patient of a centre.', body: z.object({ centre: codeOrCentre }), response: z.object({ subjectId: z.string(), code: z.string(), centre: z.string() }), creates: true }),
  openLesion: defineRoute({ name: 'openLesion', method: 'POST', path: '/v1/subjects/:subjectId/lesions', access: ['case.open'], summary: 'Open a lesion (a case) of a subject; its slots come from the protocol.', params: z.object({ subjectId: z.uuid() }), body: z.object({}), response: caseSummary, creates: true }),
  listCases: defineRoute({ name: 'listCases', method: 'GET', path: '/v1/cases', access: ['case.read'], summary: 'Cases of one\'s centres.', query: pageQuery.extend({ centre: codeOrCentre.optional(), state: z.string().max(40).optional(), search: codeOrCentre.optional() }), response: z.object({ items: z.array(caseSummary), cursor: z.string().nullable(), total: z.number() }) }),
  caseBoard: defineRoute({ name: 'caseBoard', method: 'GET', path: '/v1/cases/:caseId', access: ['case.read'], summary: 'The lesion board: slots, findings, blockers, eligibility, queries.', params: caseParams, response: caseBoard }),
  caseTimeline: defineRoute({ name: 'caseTimeline', method: 'GET', path: '/v1/cases/:caseId/timeline', access: ['case.read'], summary: 'What happened to the case, newest first.', params: caseParams, response: z.object({ items: z.array(timelineEntry) }) }),
  receiveImage: defineRoute({ name: 'receiveImage', method: 'POST', path: '/v1/cases/:caseId/images', access: ['image.upload'], summary: 'Multipart: fields slot, sha256, protocolVersion, optional supersedes (image id) and reason, approval (who approved the picture; JSON of approvalStatement, needed where the study demands it), then file `image` (cleaned DICOM). Answers with a signed receipt.', params: caseParams, body: 'multipart', response: receivedImage, creates: true }),
  imageFile: defineRoute({ name: 'imageFile', method: 'GET', path: '/v1/images/:imageId/file', access: ['case.read'], summary: 'The stored, cleaned DICOM file.', params: imageParams, response: { stream: 'application/dicom' } }),
  receipt: defineRoute({ name: 'receipt', method: 'GET', path: '/v1/receipts/:number', access: ['case.read'], summary: 'A receipt by its number.', params: z.object({ number: z.coerce.number().int().positive() }), response: receiptView }),
  receiptKey: defineRoute({ name: 'receiptKey', method: 'GET', path: '/v1/receipt-key', access: 'public', summary: 'The public key that receipts are checked with (PEM).', response: z.object({ pem: z.string(), keyId: z.string() }) }),
} as const;
