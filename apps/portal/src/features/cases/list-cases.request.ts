'use client';
import { caseRoutes, type CaseSummary } from '@echocohort/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export interface CaseFilters {
  readonly centre: string | null;
  readonly state: string | null;
  readonly search: string | null;
}

const PAGE = 200;

const page = (filters: CaseFilters, cursor: string | undefined) =>
  call(caseRoutes.listCases, { query: { limit: PAGE, cursor, centre: filters.centre ?? undefined, state: filters.state ?? undefined, search: filters.search ?? undefined } });

/** The cases of one's centres under these filters, a page at a time as one scrolls. */
export const useCases = (filters: CaseFilters) =>
  useInfiniteQuery({ queryKey: ['cases', filters], queryFn: ({ pageParam }) => page(filters, pageParam), initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.cursor ?? undefined });

/** Every case under these filters, for a file. */
export async function allCases(filters: CaseFilters): Promise<CaseSummary[]> {
  const found: CaseSummary[] = [];
  let cursor: string | undefined;
  do {
    const next = await page(filters, cursor);
    found.push(...next.items);
    cursor = next.cursor ?? undefined;
  } while (cursor);
  return found;
}
