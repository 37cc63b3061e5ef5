'use client';
import type { QueryView } from '@echocohort/contracts-reading';
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { z } from 'zod';
import { ProblemNote } from '../api/problem-note.tsx';
import { Moment } from '../data/moment.tsx';
import { StateChip } from '../data/state-chip.tsx';
import { useMe } from '../session/me-context.tsx';
import { useDraft } from '../session/use-draft.ts';
import { useToast } from '../shell/toasts.tsx';
import { useLocal, useWords } from '../words/locale-provider.tsx';
import { useAnswerQuery } from './answer-query.request.ts';
import { useCloseQuery } from './close-query.request.ts';
import { queryWords } from './queries.words.ts';

const draftText = (stored: unknown): string | null => z.string().safeParse(stored).data ?? null;

/** One query from question to closure, with what this person may do about it. */
export function QueryThread({ query, onReplace, onSlot }: { readonly query: QueryView; readonly onReplace?: (slot: string) => void; readonly onSlot?: (slot: string) => void }) {
  const t = useWords(queryWords);
  const local = useLocal();
  const { may } = useMe();
  const { slot } = query;
  return (
    <Stack gap="sm" component="article" aria-label={local(query.reason)}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text size="sm" fw={600}>
          {slot ? <>{onSlot ? <button type="button" className="link-button" onClick={() => onSlot(slot)}>{slot}</button> : slot} · </> : null}
          {query.item ? `${query.item} · ` : null}
          {local(query.reason)}
        </Text>
        <StateChip state={query.status} />
      </Group>
      <Stack gap={6} component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {query.messages.map((message) => (
          <li key={message.id}>
            <Text size="xs" c="dimmed">{message.author} · {t(message.kind)} · <Moment at={message.at} /></Text>
            {message.body ? <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{message.body}</Text> : null}
          </li>
        ))}
      </Stack>
      {query.status !== 'closed' && may('query.answer') ? <Answer query={query} onReplace={onReplace && slot ? () => onReplace(slot) : undefined} /> : null}
      {query.status === 'answered' && may('query.close') ? <Closure query={query} /> : null}
    </Stack>
  );
}

function Answer({ query, onReplace }: { readonly query: QueryView; readonly onReplace?: () => void }) {
  const t = useWords(queryWords);
  const toast = useToast();
  const [text, setText, clear] = useDraft(`answer:${query.id}`, '', draftText);
  const answer = useAnswerQuery(query);
  const send = () => answer.mutate(text, { onSuccess: () => { clear(); toast(t('answerSent')); } });
  return (
    <Stack gap="sm">
      {answer.error ? <ProblemNote error={answer.error} /> : null}
      <Textarea size="sm" autosize minRows={2} label={t('answerLabel')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Group gap="sm">
        <Button disabled={text.trim() === ''} loading={answer.isPending} onClick={send}>{t('answer')}</Button>
        {onReplace ? <Button variant="default" onClick={onReplace}>{t('replace')}</Button> : null}
      </Group>
    </Stack>
  );
}

function Closure({ query }: { readonly query: QueryView }) {
  const t = useWords(queryWords);
  const toast = useToast();
  const [text, setText, clear] = useDraft(`closure:${query.id}`, '', draftText);
  const close = useCloseQuery(query);
  const send = () => close.mutate(text, { onSuccess: () => { clear(); toast(t('closedToast')); } });
  return (
    <Stack gap="sm">
      {close.error ? <ProblemNote error={close.error} /> : null}
      <Textarea size="sm" autosize minRows={1} label={t('closeLabel')} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Group gap="sm"><Button loading={close.isPending} onClick={send}>{t('close')}</Button></Group>
    </Stack>
  );
}
