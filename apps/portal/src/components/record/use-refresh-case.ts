'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { caseKeys } from './use-case-board.ts';

/** Reads again whatever shows this case. */
export function useRefreshCase(caseId: string): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    for (const queryKey of caseKeys(caseId)) void client.invalidateQueries({ queryKey });
  }, [client, caseId]);
}
