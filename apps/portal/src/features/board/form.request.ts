'use client';
import { formRoutes, type FormView } from '@echocohort/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

export const formKey = (caseId: string, formCode: string) => ['form', caseId, formCode] as const;

/** One form of the case with its stored values. */
export const useForm = (caseId: string, formCode: string): UseQueryResult<FormView> =>
  useQuery({ queryKey: formKey(caseId, formCode), queryFn: () => call(formRoutes.form, { params: { caseId, formCode } }) });
