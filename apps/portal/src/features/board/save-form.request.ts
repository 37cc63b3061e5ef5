'use client';
import { formRoutes, type FormView } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, problemIn } from '../../components/api/call.ts';
import { useRefreshCase } from '../../components/record/use-refresh-case.ts';
import { formKey } from './form.request.ts';

export type FormChanges = BodyOf<typeof formRoutes.saveForm>['changes'];

/** Saves the changed items of a form. When somebody else saved meanwhile, the stored values are read again; nothing typed is touched. */
export function useSaveForm(caseId: string, formCode: string) {
  const client = useQueryClient();
  const refresh = useRefreshCase(caseId);
  return useMutation({
    mutationFn: ({ changes, version }: { readonly changes: FormChanges; readonly version: number }) => call(formRoutes.saveForm, { params: { caseId, formCode }, body: { changes }, version }),
    onSuccess: (saved: FormView) => {
      client.setQueryData(formKey(caseId, formCode), saved);
      refresh();
    },
    onError: (error) => {
      if (problemIn(error).status === 412) void client.invalidateQueries({ queryKey: formKey(caseId, formCode) });
    },
  });
}
