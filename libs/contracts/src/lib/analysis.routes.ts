import { analysisReport } from '@echocohort/analyses';
import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';

export const analysisView = z.object({
  id: z.string(),
  snapshotId: z.string(),
  snapshotRoot: z.string(),
  status: z.enum(['queued', 'running', 'finished', 'failed']),
  progress: z.number().describe('0 to 1'),
  /** Ids of the runs whose predictions are analysed. */
  runs: z.array(z.string()),
  language: z.enum(['zh', 'en']),
  resultSha256: z.string().nullable().describe('the same snapshot and the same runs give the same digest'),
  reportSha256: z.string().nullable(),
  reportBytes: z.number().nullable(),
  /** Why there is none: which table or rule, in words. */
  error: z.object({ code: z.string(), detail: z.string() }).nullable(),
  requestedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type AnalysisView = z.output<typeof analysisView>;

/** A patient's risk with the interval that belongs to the model's fit. */
export const readRisk = z.object({
  probability: z.number(),
  lower: z.number(),
  upper: z.number(),
  level: z.number(),
  intervalMethod: z.enum(['wald', 'penalised-profile']).describe('Wald after maximum likelihood; the penalised profile after Firth, whose likelihood is lopsided'),
});
export type ReadRisk = z.output<typeof readRisk>;

/** A patient as typed into the nomogram: a value for each of its inputs, a choice as its code. Nothing of it is kept. */
const typedPatient = z.object({ values: z.record(z.string().max(80), z.union([z.number(), z.string().max(200)])) });

const snapshotParams = z.object({ snapshotId: z.uuid() });
const analysisParams = z.object({ analysisId: z.uuid() });

export const analysisRoutes = {
  requestAnalysis: defineRoute({ name: 'requestAnalysis', method: 'POST', path: '/v1/snapshots/:snapshotId/analyses', access: ['run.start'], summary: 'Analyse a locked snapshot with the predictions of finished runs, and make the report; a job does it.', params: snapshotParams, body: z.object({ runs: z.array(z.uuid()).max(40), language: z.enum(['zh', 'en']).default('en') }), response: analysisView, creates: true }),
  listAnalyses: defineRoute({ name: 'listAnalyses', method: 'GET', path: '/v1/snapshots/:snapshotId/analyses', access: ['run.read'], summary: 'Analyses of a snapshot, newest first.', params: snapshotParams, response: z.object({ items: z.array(analysisView) }) }),
  analysis: defineRoute({ name: 'analysis', method: 'GET', path: '/v1/analyses/:analysisId', access: ['run.read'], summary: 'Progress of an analysis.', params: analysisParams, response: analysisView }),
  analysisResult: defineRoute({ name: 'analysisResult', method: 'GET', path: '/v1/analyses/:analysisId/result', access: ['run.read'], summary: 'Every number of the analyses with method, n, unit and ids.', params: analysisParams, response: analysisReport }),
  analysisMap: defineRoute({ name: 'analysisMap', method: 'GET', path: '/v1/analyses/:analysisId/maps/:map', access: ['run.read'], summary: 'An attention map that the analysis made of a wrong call, by its digest, as PNG.', params: analysisParams.extend({ map: z.string().regex(/^[0-9a-f]{64}$/) }), response: { stream: 'image/png' } }),
  analysisRisk: defineRoute({ name: 'analysisRisk', method: 'POST', path: '/v1/analyses/:analysisId/risk', access: ['run.read'], summary: "Read a patient's risk off the nomogram, with the interval of the model's own likelihood; nothing is kept.", params: analysisParams, body: typedPatient, response: readRisk }),
  downloadReport: defineRoute({ name: 'downloadReport', method: 'GET', path: '/v1/analyses/:analysisId/report', access: ['run.read'], summary: 'The report as a zip: Word, PDF, HTML, figures, tables; range requests resume; each download is recorded.', params: analysisParams, response: { stream: 'application/zip' } }),
} as const;
