import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';

const setName = z.enum(['training', 'internal_validation', 'external_validation']);

/** A registered model, as a proof names it. */
export const provenModel = z.object({
  runId: z.string(), model: z.enum(['L', 'LB', 'LBC']), modelDigest: z.string(), snapshotId: z.string(), snapshotRoot: z.string(), registeredAt: z.string(),
  crossValidation: z.object({ id: z.string(), fold: z.number(), of: z.number() }).nullable(),
});

/** How a lesion stood to a model: its set in that run (of a fold: the fold's), and whether weights were fitted to it. */
export const lesionInModel = z.object({ lesion: z.string(), patient: z.string(), centre: z.string(), set: setName, trained: z.boolean() });

export const runLesionsView = z.object({ model: provenModel, counts: z.object({ lesions: z.number(), patients: z.number(), trainedLesions: z.number(), trainedPatients: z.number() }), lesions: z.array(lesionInModel) });
export type RunLesionsView = z.output<typeof runLesionsView>;

export const patientModelsView = z.object({ patient: z.string(), centre: z.string(), models: z.array(provenModel.extend({ trained: z.boolean(), lesions: z.array(lesionInModel) })) });
export type PatientModelsView = z.output<typeof patientModelsView>;

export const modelProofRoutes = {
  runLesions: defineRoute({ name: 'runLesions', method: 'GET', path: '/v1/runs/:runId/lesions', access: ['run.read', 'case.read'], summary: 'Which lesions trained this model, by the record of its bundle; people of a centre see their own lesions only.', params: z.object({ runId: z.uuid() }), response: runLesionsView }),
  patientModels: defineRoute({ name: 'patientModels', method: 'GET', path: '/v1/patients/:subjectCode/models', access: ['run.read', 'case.read'], summary: 'Which models a patient trained or was scored by, folds included, by the records of their bundles.', params: z.object({ subjectCode: z.string().regex(/^[A-Z0-9]{2,8}-\d{4,8}$/) }), response: patientModelsView }),
} as const;
