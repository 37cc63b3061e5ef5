'use client';
import { formRoutes } from '@echocohort/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export type QueryStatus = 'open' | 'answered' | 'closed';

/** Query threads of one's centres, a page at a time. */
export const useQueries = (status: QueryStatus | null) =>
  useInfiniteQuery({
    queryKey: ['queries', status],
    queryFn: ({ pageParam }) => call(formRoutes.listQueries, { query: { limit: 50, cursor: pageParam, status: status ?? undefined } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  });
