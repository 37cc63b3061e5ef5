'use client';
import { Text } from '@mantine/core';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { EventList } from '../../components/record/event-list.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { boardWords } from './board.words.ts';
import { useTimeline } from './case-timeline.request.ts';

export function TimelineTab({ caseId }: { readonly caseId: string }) {
  const t = useWords(boardWords);
  const { data, error, refetch } = useTimeline(caseId);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={8} height={36} />;
  if (data.items.length === 0) return <Text size="sm" c="dimmed">{t('noEvents')}</Text>;
  return <EventList events={data.items} />;
}
