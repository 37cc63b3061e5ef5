'use client';
import Link from 'next/link';
import { useCaseBoard } from '../../components/record/use-case-board.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { modelProofWords } from './model-proof.words.ts';

/** From a case to the models of its patient. Nothing is asked for before somebody follows it, because every look is on record. */
export function ModelsOfCase({ caseId }: { readonly caseId: string }) {
  const t = useWords(modelProofWords);
  const { data: board } = useCaseBoard(caseId);
  if (!board) return null;
  const code = board.code.replace(/-L\d+$/, '');
  return <p style={{ margin: '12px 0 0', fontSize: 13 }}><Link href={`/patients/${code}/models`}>{t('caseLink', { code })}</Link></p>;
}
