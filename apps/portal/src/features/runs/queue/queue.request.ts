'use client';
import { trainingQueueRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../../components/api/call.ts';

const POLL_MS = 3_000;

/** Who waits for what, read again every few seconds: the page is left open beside other work. */
export const useTrainingQueue = () => useQuery({ queryKey: ['training-queue'], queryFn: () => call(trainingQueueRoutes.trainingQueue), refetchInterval: POLL_MS });
