'use client';
import { runRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

const POLL_MS = 3_000;
const UNDER_WAY = ['queued', 'running'];

export const useRuns = () =>
  useQuery({ queryKey: ['runs'], queryFn: () => call(runRoutes.listRuns), refetchInterval: ({ state }) => (state.data?.items.some((run) => UNDER_WAY.includes(run.status) || run.stopping !== null) ? POLL_MS : false) });
