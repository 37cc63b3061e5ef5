'use client';
import { templateRoutes, urlOf } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

function useRefreshTemplates(): () => Promise<unknown> {
  const client = useQueryClient();
  return () => Promise.all([client.invalidateQueries({ queryKey: ['mask-templates'] }), client.invalidateQueries({ queryKey: ['approved-templates'] })]);
}

/** Signs a draft as its second person, or rejects it. */
export function useDecideTemplate(templateId: string) {
  const refresh = useRefreshTemplates();
  return useMutation({ mutationFn: (body: BodyOf<typeof templateRoutes.decideTemplate>) => call(templateRoutes.decideTemplate, { params: { templateId }, body }), onSuccess: refresh });
}

/** Takes a template back in all centres. */
export function useWithdrawTemplate(templateId: string) {
  const refresh = useRefreshTemplates();
  return useMutation({ mutationFn: (reason: string) => call(templateRoutes.withdrawTemplate, { params: { templateId }, body: { reason } }), onSuccess: refresh });
}

export const sampleAddress = (templateId: string): string => urlOf('', templateRoutes.templateSample, { params: { templateId } });

/** The signed file of all templates in force, as text to save. */
export const signedFile = async (): Promise<string> => `${JSON.stringify(await call(templateRoutes.templateFile), null, 2)}\n`;
