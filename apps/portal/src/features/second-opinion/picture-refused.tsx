'use client';
import { Text } from '@mantine/core';
import { problemIn } from '../../components/api/call.ts';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { opinionWords } from './opinion.words.ts';

const MOST = 12;

/** A refusal of a picture; where it identifies somebody, the tags that do (never what they say). */
export function PictureRefused({ error }: { readonly error: unknown }) {
  const t = useWords(opinionWords);
  const paths = problemIn(error).facts?.['paths'];
  const named = Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
  return (
    <div>
      <ProblemNote error={error} />
      {named.length > 0 ? <Text size="xs" mt={4}>{t('tags', { list: `${named.slice(0, MOST).join(' ')}${named.length > MOST ? ' …' : ''}` })}</Text> : null}
    </div>
  );
}
