'use client';
import type { PatientValues } from '@echocohort/analyses';
import { analysisRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** A patient's risk with the interval of the penalised likelihood, which needs the locked record; asked for once all is filled in. */
export const useReadRisk = (analysisId: string, values: PatientValues, asked: boolean) =>
  useQuery({ queryKey: ['analysis-risk', analysisId, values], queryFn: () => call(analysisRoutes.analysisRisk, { params: { analysisId }, body: { values: { ...values } } }), enabled: asked, staleTime: Number.POSITIVE_INFINITY, retry: false });
