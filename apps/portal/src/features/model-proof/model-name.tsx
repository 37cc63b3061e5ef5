'use client';
import type { RunLesionsView } from '@echocohort/contracts';
import Link from 'next/link';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { modelProofWords } from './model-proof.words.ts';

/** A model by name, with its fold; a link for those who may open the run. */
export function ModelName({ model }: { readonly model: RunLesionsView['model'] }) {
  const t = useWords(modelProofWords);
  const { may } = useMe();
  const name = `Model-${model.model}${model.crossValidation ? ` · ${t('fold', { fold: model.crossValidation.fold, of: model.crossValidation.of })}` : ''}`;
  return may('run.read') ? <Link href={`/runs/${model.runId}`}>{name}</Link> : <>{name}</>;
}
