'use client';
import { runRoutes, type RunLogLine, type RunView } from '@echocohort/contracts';
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

const POLL_MS = 1_000;
/** A paused run changes only when somebody resumes it. */
const PAUSED_POLL_MS = 5_000;
const LOG_POLL_MS = 2_000;
const LINES_KEPT = 500;

/** A finished run is still settling while its digest is not registered and its external figures are not in. */
function pollOf(run: RunView | undefined): number | false {
  if (!run) return false;
  if (run.status === 'queued' || run.status === 'running' || run.stopping !== null) return POLL_MS;
  if (run.status === 'paused') return PAUSED_POLL_MS;
  return run.status === 'finished' && run.registeredAt === null ? POLL_MS : false;
}

/** One run, read again each second while it trains. */
export const useRun = (runId: string): UseQueryResult<RunView> =>
  useQuery({ queryKey: ['run', runId], queryFn: () => call(runRoutes.run, { params: { runId } }), refetchInterval: ({ state }) => pollOf(state.data) });

/** The tail of the log; while the run is under way only what is new is fetched. */
export function useRunLog(runId: string, underWay: boolean): UseQueryResult<readonly RunLogLine[]> {
  const client = useQueryClient();
  const queryKey = ['run-log', runId];
  return useQuery({
    queryKey,
    queryFn: async () => {
      const known = client.getQueryData<readonly RunLogLine[]>(queryKey) ?? [];
      const last = known.at(-1);
      const { items } = await call(runRoutes.runLog, { params: { runId }, query: last ? { after: last.id } : {} });
      return items.length === 0 ? known : [...known, ...items].slice(-LINES_KEPT);
    },
    refetchInterval: underWay ? LOG_POLL_MS : false,
  });
}

/** What a person does to a run; each answers the run as it stands then. */
export function useRunAct(runId: string, act: 'pause' | 'cancel') {
  const client = useQueryClient();
  const route = act === 'pause' ? runRoutes.pauseRun : runRoutes.cancelRun;
  return useMutation({
    mutationFn: (reason: string) => call(route, { params: { runId }, body: { reason } }),
    onSuccess: (run) => client.setQueryData(['run', runId], run),
  });
}

export function useResumeRun(runId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(runRoutes.resumeRun, { params: { runId }, body: {} }),
    onSuccess: (run) => client.setQueryData(['run', runId], run),
  });
}
