'use client';
import { templateRoutes, type TemplateFile, type TemplateView } from '@echocohort/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';

const REFRESH_MS = 60_000;

/** All mask templates of the study, in every state. */
export const useTemplates = () => useQuery({ queryKey: ['mask-templates'], queryFn: async (): Promise<readonly TemplateView[]> => (await call(templateRoutes.listTemplates)).items });

/** Those that files are cleaned with now; asked for again while a page is open, since the panel may sign or withdraw one meanwhile. */
export const useApprovedTemplates = () =>
  useQuery({ queryKey: ['approved-templates'], refetchInterval: REFRESH_MS, queryFn: async (): Promise<TemplateFile['body']['templates']> => (await call(templateRoutes.templateFile)).body.templates });
