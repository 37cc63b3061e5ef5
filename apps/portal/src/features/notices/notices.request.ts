'use client';
import { noticeRoutes } from '@echocohort/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

const POLL_MS = 30_000;
const queryKey = ['notices'];

/** The caller's notices; looked for twice a minute, since they come while one works on something else. */
export const useNotices = () => useQuery({ queryKey, queryFn: () => call(noticeRoutes.listNotices), refetchInterval: POLL_MS });

/** Marks one notice as read, or all of them (null); the list comes back with it. */
export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (noticeId: string | null) => (noticeId === null ? call(noticeRoutes.readNotices, { body: {} }) : call(noticeRoutes.readNotice, { params: { noticeId }, body: {} })),
    onSuccess: (notices) => client.setQueryData(queryKey, notices),
  });
}
