'use client';
import { textCheckRoutes, type HarmlessReason } from '@echocohort/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';
import { useRefreshCase } from '../../components/record/use-refresh-case.ts';

const textKey = (imageId: string) => ['image-text', imageId] as const;

/** Where text was found inside a stored image; asked only for images that have such a finding. */
export const useImageText = (imageId: string) => useQuery({ queryKey: textKey(imageId), queryFn: () => call(textCheckRoutes.imageText, { params: { imageId } }) });

/** Says that the text is harmless, and why. */
export function useSettleText(caseId: string, imageId: string) {
  const client = useQueryClient();
  const refresh = useRefreshCase(caseId);
  return useMutation({
    mutationFn: (body: { readonly findingId: string; readonly because: HarmlessReason }) => call(textCheckRoutes.settleImageText, { params: { imageId }, body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: textKey(imageId) });
      refresh();
    },
  });
}
