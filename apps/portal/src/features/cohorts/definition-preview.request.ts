'use client';
import { cohortBuilderRoutes, type CohortDefinitionView } from '@echocohort/contracts';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

const SETTLE_MS = 400;

/** Counts of a definition that is not stored, asked for when the writing rests. */
export function useDefinitionPreview(definition: CohortDefinitionView | null) {
  const [settled] = useDebouncedValue(definition, SETTLE_MS);
  return useQuery({
    queryKey: ['definition-preview', settled], enabled: settled !== null, placeholderData: keepPreviousData, retry: false,
    queryFn: () => call(cohortBuilderRoutes.previewDefinition, { body: { definition: settled ?? { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } } }),
  });
}

/** The cases of a definition that lack one item: the same definition with that as one more condition. */
export const useCasesWithout = (definition: CohortDefinitionView, item: string) =>
  useQuery({
    queryKey: ['cases-without', definition, item],
    queryFn: () => call(cohortBuilderRoutes.previewDefinition, { body: { definition: { ...definition, criteria: [...definition.criteria, { item, operator: 'is-missing' }] } } }),
  });
