'use client';
import { runFailureRoutes, urlOf } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const useRunFailures = (runId: string) => useQuery({ queryKey: ['run-failures', runId], queryFn: () => call(runFailureRoutes.runFailures, { params: { runId } }) });

/** Pictures with their maps; computed from locked files, so they never change. */
export const useFailurePictures = (runId: string, lesion: string) =>
  useQuery({ queryKey: ['failure-pictures', runId, lesion], queryFn: () => call(runFailureRoutes.failurePictures, { params: { runId, lesion } }), staleTime: Infinity });

/** Where a picture of a listed lesion is had as PNG. */
export const failurePictureAddress = (runId: string, lesion: string, picture: string, width: number): string => urlOf('', runFailureRoutes.failurePicture, { params: { runId, lesion, picture }, query: { width } });
