'use client';
import { modelProofRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Each look is recorded in the audit trail, so an answer is kept for the visit and not asked for again on every focus. */
const ONCE = { staleTime: Infinity, refetchOnWindowFocus: false } as const;

export const useRunLesions = (runId: string) => useQuery({ queryKey: ['run-lesions', runId], queryFn: () => call(modelProofRoutes.runLesions, { params: { runId } }), ...ONCE });

export const usePatientModels = (subjectCode: string) => useQuery({ queryKey: ['patient-models', subjectCode], queryFn: () => call(modelProofRoutes.patientModels, { params: { subjectCode } }), ...ONCE });
