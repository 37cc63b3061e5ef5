'use client';
import { runRoutes } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** Finished trainings of a snapshot, newest first: those whose predictions can be analysed. */
export const useFinishedRuns = (snapshotId: string) =>
  useQuery({ queryKey: ['runs'], queryFn: () => call(runRoutes.listRuns), select: ({ items }) => items.filter((run) => run.snapshotId === snapshotId && run.status === 'finished') });
