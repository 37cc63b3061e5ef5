'use client';
import { opinionRoutes, type OpinionWish } from '@echocohort/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';

/** The name of a file stays here: hospitals put patients' names into file names. */
const NAME = 'image.dcm';

export const useOpinionModels = () => useQuery({ queryKey: ['opinion-models'], queryFn: () => call(opinionRoutes.opinionModels) });

/** One model; the first question opens it on the server. What a registered model is never changes. */
export const useOpinionModel = (runId: string | null) =>
  useQuery({ queryKey: ['opinion-model', runId], queryFn: () => call(opinionRoutes.opinionModel, { params: { runId: runId ?? '' } }), enabled: runId !== null, staleTime: Infinity });

function formOf(files: Readonly<Record<string, Blob | null>>, wish?: OpinionWish): FormData {
  const form = new FormData();
  if (wish) form.append('wish', JSON.stringify(wish));
  for (const [name, file] of Object.entries(files)) if (file) form.append(name, file, NAME);
  return form;
}

/** Has the server verify a picture and show it. */
export const useCheckPicture = () => useMutation({ mutationFn: async (file: Blob) => ({ file, ...(await call(opinionRoutes.checkOpinionPicture, {}, formOf({ image: file }))) }) });

/** Asks a model about a picture. */
export const useGiveOpinion = () =>
  useMutation({ mutationFn: ({ wish, image, background }: { readonly wish: OpinionWish; readonly image: Blob; readonly background: Blob | null }) => call(opinionRoutes.giveOpinion, {}, formOf({ image, background }, wish)) });
