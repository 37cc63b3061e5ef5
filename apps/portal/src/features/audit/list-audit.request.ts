'use client';
import { auditRoutes } from '@echocohort/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

const PAGE = 200;

/** The audit trail, newest first, a page at a time. */
export const useAudit = (type: string | null) =>
  useInfiniteQuery({
    queryKey: ['audit', type],
    queryFn: ({ pageParam }) => call(auditRoutes.listAudit, { query: { limit: PAGE, cursor: pageParam, type: type ?? undefined } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  });
