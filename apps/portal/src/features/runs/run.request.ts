'use client';
import { runRoutes, type RunView } from '@echocohort/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

const POLL_MS = 1_000;
const UNDER_WAY = ['queued', 'running'];

/** A run is still settling when training has ended but its digest is not registered and its external figures are not in. */
const settling = (run: RunView): boolean => UNDER_WAY.includes(run.status) || (run.status === 'finished' && run.registeredAt === null);

/** One run, read again each second while it trains. */
export const useRun = (runId: string): UseQueryResult<RunView> =>
  useQuery({ queryKey: ['run', runId], queryFn: () => call(runRoutes.run, { params: { runId } }), refetchInterval: ({ state }) => (state.data && settling(state.data) ? POLL_MS : false) });
