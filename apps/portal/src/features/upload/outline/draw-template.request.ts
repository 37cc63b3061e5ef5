'use client';
import { templateRoutes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../components/api/call.ts';

export type TemplateDraft = BodyOf<typeof templateRoutes.drawTemplate>;

/** Sends a draft; from then on the panel can sign it. */
export function useDrawTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TemplateDraft) => call(templateRoutes.drawTemplate, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['mask-templates'] }),
  });
}
