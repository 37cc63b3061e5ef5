'use client';
import { analysisRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Every number of a finished analysis; it never changes, so it is read once. */
export const useAnalysisResult = (analysisId: string) =>
  useQuery({ queryKey: ['analysis-result', analysisId], queryFn: () => call(analysisRoutes.analysisResult, { params: { analysisId } }), staleTime: Number.POSITIVE_INFINITY });
