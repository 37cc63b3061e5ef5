'use client';
import { localText, type Problem } from '@echocohort/contracts-reading';
import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { fillWords, type Locale } from '../words/fill-words.ts';
import { useLocale } from '../words/locale-provider.tsx';
import { problemIn } from './call.ts';
import { PROBLEM_WORDS } from './problem-words.ts';

const NOTE_WORDS = {
  retry: { zh: '重试', en: 'Try again' },
  refused: { zh: '操作被拒绝', en: 'Refused' },
  code: { zh: '代码', en: 'Code' },
} as const;

/** The first sentence about a refusal, in the reader's language where this version knows the code. */
export function sentenceOf(problem: Problem, locale: Locale): string {
  const known = Object.hasOwn(PROBLEM_WORDS, problem.code) ? PROBLEM_WORDS[problem.code] : undefined;
  const seconds = problem.facts?.['seconds'];
  if (known) return fillWords(known[locale], { seconds: typeof seconds === 'number' ? seconds : '…' });
  return localText.safeParse(problem.facts?.['sentence']).data?.[locale] ?? problem.detail;
}

/** A refusal in its place on the page: what happened, the API's own sentence (rule and what to do), its stable code. */
export function ProblemNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { locale } = useLocale();
  const problem = problemIn(error);
  const first = sentenceOf(problem, locale);
  const second = localText.safeParse(problem.facts?.['sentence']).data?.[locale] ?? problem.detail;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={16} />} role="alert" p="sm">
      <Text size="sm" fw={600}>{first}</Text>
      {first === second ? null : <Text size="sm">{second}</Text>}
      <Text size="xs" c="dimmed" mt={2}>
        {NOTE_WORDS.code[locale]}: <span className="mono">{problem.code}</span>
        {problem.slot ? ` · ${problem.slot}` : ''}
        {problem.field ? ` · ${problem.field}` : ''}
      </Text>
      {onRetry ? <Button mt="sm" variant="default" onClick={onRetry}>{NOTE_WORDS.retry[locale]}</Button> : null}
    </Alert>
  );
}
