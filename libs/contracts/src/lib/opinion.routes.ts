import { defineRoute, localText } from '@echocohort/contracts-reading';
import { z } from 'zod';

const proportion = z.object({ value: z.number(), lower: z.number(), upper: z.number(), events: z.number(), n: z.number() });

/** A finished model that pictures can be scored with, and what it reached in the internal validation set. */
export const opinionModel = z.object({
  runId: z.string(),
  model: z.enum(['L', 'LB', 'LBC']),
  /** The registered digest: SHA-256 of the bundle's manifest. */
  digest: z.string(),
  snapshotRoot: z.string(),
  registeredAt: z.string(),
  needsBackground: z.boolean(),
  imageSize: z.number(),
  width: z.number(),
  cutOff: z.number().nullable(),
  internal: z.object({ lesions: z.number(), malignant: z.number(), auc: z.number().nullable(), lower: z.number().nullable(), upper: z.number().nullable(), level: z.number(), sensitivity: proportion.nullable(), specificity: proportion.nullable() }).nullable(),
});
export type OpinionModel = z.output<typeof opinionModel>;

/** A clinical factor of Model-LBC, as a form asks for it. */
export const opinionFactor = z.object({
  variable: z.string(),
  label: localText,
  kind: z.enum(['number', 'yes-no', 'choice']),
  unit: z.string().nullable(),
  choices: z.array(z.object({ code: z.string(), label: localText })),
  /** What stands for it when it is left open: the mean, or the most frequent value, among the development lesions. */
  replacement: z.union([z.number(), z.string()]).nullable(),
});
export type OpinionFactor = z.output<typeof opinionFactor>;

/** How scores became outcomes in the internal set: what the interval beside a score rests on. */
const calibration = z.discriminatedUnion('method', [
  z.object({ method: z.literal('logistic'), fit: z.enum(['maximum-likelihood', 'firth']), lesions: z.number(), malignant: z.number(), level: z.number() }),
  z.object({ method: z.literal('none'), reason: z.string() }),
]);

export const opinionModelDetail = opinionModel.extend({
  factors: z.array(opinionFactor),
  calibration,
  /** Pictures whose mean is a lesion's score in training. */
  picturesPerLesion: z.number(),
  /** Development pictures that were cut by a drawn outline, and by the middle of the picture. */
  regions: z.object({ outlined: z.number(), central: z.number() }),
  trainingLesions: z.number(),
});
export type OpinionModelDetail = z.output<typeof opinionModelDetail>;

/** A picture that the server verified; it was not kept. */
export const checkedPicture = z.object({ sha256: z.string(), rows: z.number(), columns: z.number(), preview: z.string().describe('PNG, base64') });
export type CheckedPicture = z.output<typeof checkedPicture>;

const outline = z.object({ shape: z.enum(['polygon', 'rectangle']), points: z.array(z.tuple([z.number(), z.number()])).max(500) });

/** The field `wish` of a request for a score, as JSON. */
export const opinionWish = z.object({
  runId: z.uuid(),
  /** Null: the middle of the picture, as training does where nothing is drawn. */
  lesion: outline.nullable(),
  background: outline.nullable().default(null),
  factors: z.record(z.string().max(80), z.union([z.number(), z.string().max(80)]).nullable()).default({}),
});
export type OpinionWish = z.input<typeof opinionWish>;

/** What a score meant among the internal lesions; it says nothing certain about one patient. */
export const opinionInterval = z.discriminatedUnion('method', [
  z.object({ method: z.literal('logistic-calibration-internal'), of: z.enum(['score', 'risk']), probability: z.number(), lower: z.number(), upper: z.number(), level: z.number(), lesions: z.number(), malignant: z.number() }),
  z.object({ method: z.literal('none'), reason: z.string() }),
]);
export type OpinionInterval = z.output<typeof opinionInterval>;

/** A Grad-CAM map as a transparent picture, and the square of the image that it lies on (pixels; it may reach beyond the rim). */
export const attentionMap = z.object({ png: z.string().describe('PNG with transparency, base64'), square: z.object({ x: z.number(), y: z.number(), side: z.number() }), flat: z.boolean().describe('no place stands out: the map shows nothing') });
export type AttentionMapView = z.output<typeof attentionMap>;

/** Things that a reader of the score must know; the portal has the words. */
export const OPINION_WARNINGS = ['one-picture', 'region-unlike-training', 'picture-trained-this-model', 'far-from-training', 'factors-replaced', 'fitted-on-calibration-set', 'background-same-picture'] as const;

/** A training lesion near the picture. Code, outcome and score are null where the caller may not see that centre's. */
export const nearCase = z.object({ distance: z.number(), lesion: z.string().nullable(), malignant: z.boolean().nullable(), score: z.number().nullable() });
export type NearCase = z.output<typeof nearCase>;

export const opinion = z.object({
  runId: z.string(),
  model: z.enum(['L', 'LB', 'LBC']),
  digest: z.string(),
  image: z.string(),
  background: z.string().nullable(),
  region: z.enum(['drawn', 'central']),
  /** Of the network; of the Model-LB inside a Model-LBC. */
  score: z.number(),
  /** Of Model-LBC's regression. */
  risk: z.number().nullable(),
  replacedFactors: z.array(z.string()),
  /** Score, or risk of Model-LBC, against the cut-off of the training set (Youden). */
  decision: z.object({ by: z.enum(['score', 'risk']), value: z.number(), cutOff: z.number().nullable(), call: z.enum(['at-or-above', 'below']).nullable() }),
  interval: opinionInterval,
  map: attentionMap,
  nearest: z.array(nearCase),
  /** Distances of the training lesions to their own nearest neighbour: what is usual. Null with fewer than ten. */
  usualDistance: z.object({ median: z.number(), upper: z.number().describe('95th percentile'), lesions: z.number() }).nullable(),
  warnings: z.array(z.enum(OPINION_WARNINGS)),
  milliseconds: z.number(),
});
export type Opinion = z.output<typeof opinion>;

/** Statisticians, and those who see patients; not the panel, not pathologists, not readers: they judge without the models. */
const access = ['run.read', 'form.write'];

export const opinionRoutes = {
  opinionModels: defineRoute({ name: 'opinionModels', method: 'GET', path: '/v1/second-opinion/models', access, summary: 'Finished models that pictures can be scored with, newest first.', response: z.object({ items: z.array(opinionModel) }) }),
  opinionModel: defineRoute({ name: 'opinionModel', method: 'GET', path: '/v1/second-opinion/models/:runId', access, summary: 'One such model with its calibration and, for Model-LBC, its factors.', params: z.object({ runId: z.uuid() }), response: opinionModelDetail }),
  checkOpinionPicture: defineRoute({ name: 'checkOpinionPicture', method: 'POST', path: '/v1/second-opinion/pictures', access, summary: 'Multipart: file `image` (de-identified DICOM, one frame). Verified and shown; nothing of it is stored.', body: 'multipart', response: checkedPicture }),
  giveOpinion: defineRoute({ name: 'giveOpinion', method: 'POST', path: '/v1/second-opinion', access, summary: 'Multipart: field `wish` (JSON of opinionWish), file `image`, optional file `background` (else the background is drawn on `image`). Score, interval, attention map, nearest training cases. Nothing of the pictures is stored; the trail keeps digests. Research use only.', body: 'multipart', response: opinion }),
} as const;
