import { defineRoute, localText } from '@echocohort/contracts-reading';
import { z } from 'zod';
import { attentionMap } from './opinion.routes.ts';

const set = z.enum(['internal_validation', 'external_validation']);

/** A lesion on the wrong side of the model's cut-off. */
export const wrongLesion = z.object({
  lesion: z.string(),
  set,
  kind: z.enum(['false-negative', 'false-positive']),
  score: z.number(),
  malignant: z.boolean(),
  /** How far beyond the cut-off. */
  by: z.number(),
  histology: localText.nullable(),
});
export type WrongLesion = z.output<typeof wrongLesion>;

export const runFailures = z.object({
  runId: z.string(),
  model: z.enum(['L', 'LB', 'LBC']),
  cutOff: z.number().nullable(),
  /** Whether the scores are risks of Model-LBC's regression. */
  risk: z.boolean(),
  /** `sealed`: outcomes of that set are not open to this model, so nothing of it is listed. */
  sets: z.array(z.object({ set, state: z.enum(['open', 'sealed', 'empty']), lesions: z.number(), wrong: z.number() })),
  /** The most wrong first. */
  items: z.array(wrongLesion),
});
export type RunFailures = z.output<typeof runFailures>;

/** A picture of a lesion with what the network looked at. */
export const lesionPicture = z.object({
  slot: z.string(),
  sha256: z.string(),
  rows: z.number(),
  columns: z.number(),
  /** Of the network for this one picture. */
  score: z.number(),
  region: z.enum(['drawn', 'central']),
  map: attentionMap,
});
export type LesionPicture = z.output<typeof lesionPicture>;

const runParams = z.object({ runId: z.uuid() });

export const runFailureRoutes = {
  runFailures: defineRoute({ name: 'runFailures', method: 'GET', path: '/v1/runs/:runId/failures', access: ['run.read'], summary: 'Lesions that a finished model calls wrongly, the most wrong first; of external centres only once their outcomes are open.', params: runParams, response: runFailures }),
  failurePictures: defineRoute({ name: 'failurePictures', method: 'GET', path: '/v1/runs/:runId/failures/:lesion', access: ['run.read'], summary: 'Pictures of a wrongly called lesion with score and attention map, computed from the locked files.', params: runParams.extend({ lesion: z.string().max(40) }), response: z.object({ lesion: z.string(), pictures: z.array(lesionPicture) }) }),
  failurePicture: defineRoute({ name: 'failurePicture', method: 'GET', path: '/v1/runs/:runId/failures/:lesion/:picture', access: ['run.read'], summary: 'One of these pictures, by its digest, as PNG.', params: runParams.extend({ lesion: z.string().max(40), picture: z.string().regex(/^[0-9a-f]{64}$/) }), query: z.object({ width: z.coerce.number().int().min(64).max(2048).optional() }), response: { stream: 'image/png' } }),
} as const;
